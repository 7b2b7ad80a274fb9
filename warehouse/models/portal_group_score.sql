-- each row is the score of one 766 group (or TOTAL) of one unit in one period: from our own counts, and as published
-- Of basis portal where the portal's copy has the unit's dossiers, else of basis city. Group totals are sums of rounded
-- parts. A group with a part that is only a hypothesis is an estimate. The published score is official and beside it.
WITH part AS (
    SELECT
        u.period_kind, u.period_start, u.period_end, u.unit_code, u.basis, r.group_code, r.max_points, r.standing,
        CASE WHEN v.indicator_id IS NULL THEN r.score_when_none ELSE v.score END AS score
    FROM portal_basis AS u
    CROSS JOIN ref.score_rule AS r
    JOIN ref.indicator AS i ON i.indicator_id = r.indicator_id
    LEFT JOIN mart.indicator_value AS v
        ON v.period_kind = u.period_kind AND v.period_start = u.period_start AND v.unit_code = u.unit_code
        AND v.indicator_id = r.indicator_id AND v.procedure_code IS NULL
        AND v.basis = CASE i.basis WHEN 'both' THEN u.basis ELSE i.basis END
),
scored AS (
    SELECT
        period_kind, period_start, period_end, unit_code, basis, group_code,
        CAST(sum(CAST(score AS DECIMAL(18, 2))) AS DOUBLE) AS score,
        sum(max_points) AS max_score, max(CASE WHEN standing = 'hypothesis' THEN 1 ELSE 0 END) = 1 AS is_estimate
    FROM part
    GROUP BY period_kind, period_start, period_end, unit_code, basis, group_code
),
with_total AS (
    SELECT period_kind, period_start, period_end, unit_code, basis, group_code, score, max_score, is_estimate FROM scored
    UNION ALL
    SELECT
        period_kind, period_start, period_end, unit_code, basis, 'TOTAL',
        CAST(sum(CAST(score AS DECIMAL(18, 2))) AS DOUBLE), sum(max_score), true
    FROM scored
    GROUP BY period_kind, period_start, period_end, unit_code, basis
),
known_group AS (
    SELECT group_code, max(CASE WHEN standing = 'hypothesis' THEN 1 ELSE 0 END) = 1 AS is_estimate FROM ref.score_rule GROUP BY group_code
    UNION ALL
    SELECT 'TOTAL', true
),
published AS (
    SELECT p.period_kind, p.period_start, p.period_end, p.unit_code, p.group_code, p.score, p.max_score, p.fetched_at, g.is_estimate
    FROM portal_published AS p
    JOIN known_group AS g ON g.group_code = p.group_code
    WHERE p.metric = 'TOTAL'
)
SELECT
    coalesce(w.period_kind, p.period_kind) AS period_kind,
    coalesce(w.period_start, p.period_start) AS period_start,
    coalesce(w.period_end, p.period_end) AS period_end,
    coalesce(w.unit_code, p.unit_code) AS unit_code,
    coalesce(w.group_code, p.group_code) AS group_code,
    w.score,
    coalesce(w.max_score, p.max_score) AS max_score,
    p.score AS published_score,
    CAST(CAST(w.score AS DECIMAL(18, 4)) - CAST(p.score AS DECIMAL(18, 4)) AS DOUBLE) AS difference,
    coalesce(w.is_estimate, p.is_estimate) AS is_estimate,
    p.fetched_at AS published_at,
    w.basis
FROM with_total AS w
FULL OUTER JOIN published AS p
    ON p.period_kind = w.period_kind AND p.period_start = w.period_start AND p.unit_code = w.unit_code AND p.group_code = w.group_code
