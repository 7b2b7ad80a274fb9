-- each row is a figure of the 766 set as the national portal published it, in the newest fetch that has it, for a unit of ours
-- Of several tables that tell a group's score, the one fetched on the later day goes first, then the group's own table.
WITH ranked AS (
    SELECT
        s.endpoint, s.period_kind, s.period_start, s.period_end, s.unit_code, s.group_code, s.metric,
        s.numerator, s.denominator, s.ratio, s.score, s.max_score, s.note, s.fetched_at,
        row_number() OVER (
            PARTITION BY s.period_kind, s.period_start, s.unit_code, s.group_code, s.metric
            ORDER BY CAST(s.fetched_at AS DATE) DESC, CASE WHEN s.endpoint = 'service-results' THEN 1 ELSE 0 END,
                s.fetched_at DESC, s.source
        ) AS place
    FROM core.portal_score AS s
    JOIN ref.unit AS u ON u.unit_code = s.unit_code
    )
SELECT
    endpoint, period_kind, period_start, period_end, unit_code, group_code, metric,
    numerator, denominator, ratio, score, max_score, note, fetched_at
FROM ranked
WHERE place = 1
