-- each row is a table of the portal with the number of its figures that contradict one another, by kind, and an example
-- Only the newest fetch of each period and unit is judged. A ratio is the rounded quotient in percent, else the truncated one,
-- else that of another denominator of the same table and unit, else of nothing. Scores add up to the total of their group, and
-- the groups to the whole, within what rounding explains.
WITH newest AS (
    SELECT
        source, endpoint, unit_code, period_start, group_code, metric, numerator, denominator, score, period_kind,
        CAST(ratio AS DECIMAL(18, 4)) AS ratio,
        endpoint || ', ' || unit_code || ', ' || strftime(period_start, '%d/%m/%Y') || '–' || strftime(period_end, '%d/%m/%Y') AS place
    FROM core.portal_score
    QUALIFY fetched_at = max(fetched_at) OVER (PARTITION BY source, endpoint, period_kind, period_start, unit_code)
),
ratio AS (
    SELECT
        n.*,
        CAST(round(CAST(100.0 * n.numerator / nullif(n.denominator, 0) AS DECIMAL(18, 9)), 2) AS DECIMAL(18, 4)) AS rounded,
        CAST(floor(CAST(100.0 * n.numerator / nullif(n.denominator, 0) AS DECIMAL(18, 9)) * 100) AS DECIMAL(18, 4)) / 100 AS truncated
    FROM newest AS n
    WHERE n.ratio IS NOT NULL AND n.numerator IS NOT NULL AND n.denominator IS NOT NULL
),
wrong_ratio AS (
    SELECT
        r.*,
        r.ratio = r.truncated AS is_truncated,
        min(o.metric) FILTER (
            WHERE r.ratio = CAST(round(CAST(100.0 * r.numerator / nullif(o.denominator, 0) AS DECIMAL(18, 9)), 2) AS DECIMAL(18, 4))
        ) AS denominator_of
    FROM ratio AS r
    LEFT JOIN newest AS o
        ON o.source = r.source AND o.endpoint = r.endpoint AND o.period_kind = r.period_kind AND o.period_start = r.period_start
        AND o.unit_code = r.unit_code AND o.denominator <> r.denominator
    WHERE r.ratio IS DISTINCT FROM coalesce(r.rounded, 0)
    GROUP BY ALL
),
score_part AS ( -- each row is a score that goes into a total: a figure into its group, a group into the whole
    SELECT source, endpoint, unit_code, period_kind, period_start, group_code AS into_group, score
    FROM newest
    WHERE metric <> 'TOTAL' AND group_code <> 'TOTAL' AND score IS NOT NULL
    UNION ALL
    SELECT source, endpoint, unit_code, period_kind, period_start, 'TOTAL', score
    FROM newest
    WHERE metric = 'TOTAL' AND group_code <> 'TOTAL' AND score IS NOT NULL
),
wrong_total AS (
    SELECT t.source, t.endpoint, t.place || ', ' || t.group_code || ': ' || round(sum(p.score), 2) || ' ≠ ' || t.score AS told
    FROM newest AS t
    JOIN score_part AS p
        ON p.source = t.source AND p.endpoint = t.endpoint AND p.unit_code = t.unit_code
        AND p.period_kind = t.period_kind AND p.period_start = t.period_start AND p.into_group = t.group_code
    WHERE t.metric = 'TOTAL'
    GROUP BY t.source, t.endpoint, t.place, t.group_code, t.score
    HAVING abs(sum(p.score) - t.score) > CASE t.group_code WHEN 'TOTAL' THEN 0.025 ELSE 0.005 END
),
identity (endpoint, whole, part, parts) AS (
    VALUES
    ('dvc-progress-tree', 'totalReceived', 'totalOnTime', 2),
    ('dvc-progress-tree', 'totalReceived', 'totalOverdue', 2),
    ('provide-online-tree', 'channelTotalSum', 'channelOnlineSum', 3),
    ('provide-online-tree', 'channelTotalSum', 'channelDirectSum', 3),
    ('provide-online-tree', 'channelTotalSum', 'channelPostalSum', 3),
    ('provide-online-tree', 'channelOnlineSum', 'onlineOnTimeSum', 2),
    ('provide-online-tree', 'channelOnlineSum', 'onlineOverdueSum', 2)
),
wrong_sum AS ( -- judged only where every part was published
    SELECT
        w.source, w.endpoint,
        w.place || ', ' || w.metric || ': ' || CAST(sum(p.numerator) AS BIGINT) || ' ≠ ' || w.numerator AS told
    FROM newest AS w
    JOIN identity AS i ON i.endpoint = w.endpoint AND i.whole = w.metric
    JOIN newest AS p
        ON p.source = w.source AND p.endpoint = w.endpoint AND p.unit_code = w.unit_code AND p.period_kind = w.period_kind
        AND p.period_start = w.period_start AND p.metric = i.part AND p.numerator IS NOT NULL
    GROUP BY w.source, w.endpoint, w.place, w.metric, w.numerator, i.parts
    HAVING count(*) = i.parts AND sum(p.numerator) <> w.numerator
),
fault AS (
    SELECT
        source, endpoint, place || ', ' || metric || ': ' || numerator || '/' || denominator || ' = ' || coalesce(CAST(rounded AS DECIMAL(18, 2)), 0)
            || ' %, ' || CAST(ratio AS DECIMAL(18, 2)) || ' %' || coalesce(' (' || denominator_of || ')', '') AS told,
        CASE WHEN is_truncated THEN 'truncated' WHEN denominator_of IS NOT NULL THEN 'denominator' ELSE 'ratio' END AS kind
    FROM wrong_ratio
    UNION ALL SELECT source, endpoint, told, 'total' FROM wrong_total
    UNION ALL SELECT source, endpoint, told, 'sum' FROM wrong_sum
)
SELECT
    n.source, n.endpoint, n.figures,
    count(f.kind) FILTER (WHERE f.kind = 'total') AS total_broken, min(f.told) FILTER (WHERE f.kind = 'total') AS total_example,
    count(f.kind) FILTER (WHERE f.kind = 'sum') AS sum_broken, min(f.told) FILTER (WHERE f.kind = 'sum') AS sum_example,
    count(f.kind) FILTER (WHERE f.kind = 'truncated') AS truncated_broken,
    min(f.told) FILTER (WHERE f.kind = 'truncated') AS truncated_example,
    count(f.kind) FILTER (WHERE f.kind = 'denominator') AS denominator_broken,
    min(f.told) FILTER (WHERE f.kind = 'denominator') AS denominator_example,
    count(f.kind) FILTER (WHERE f.kind = 'ratio') AS ratio_broken, min(f.told) FILTER (WHERE f.kind = 'ratio') AS ratio_example
FROM (SELECT source, endpoint, count(*) AS figures FROM newest GROUP BY source, endpoint) AS n
LEFT JOIN fault AS f ON f.source = n.source AND f.endpoint = n.endpoint
GROUP BY n.source, n.endpoint, n.figures
ORDER BY n.source, n.endpoint
