-- each row is the score of one 766 group (or TOTAL) of one unit in one period, from our own counts
-- Of basis portal where the portal's copy has the unit's dossiers, else of basis city. Group totals are sums of rounded
-- parts. A group with a part that is only a hypothesis is an estimate. The published score is official and beside it.
WITH unit_period AS ( -- each row is a unit and period of which anything is known, with the basis its dossiers are judged by
    SELECT v.period_kind, v.period_start, v.period_end, v.unit_code, CASE WHEN f.unit_code IS NULL THEN 'city' ELSE 'portal' END AS basis
    FROM (
        SELECT DISTINCT period_kind, period_start, period_end, unit_code FROM mart.indicator_value WHERE procedure_code IS NULL
    ) AS v
    LEFT JOIN mart.form_06a_period AS f -- C22 alone says nothing of the copy: it has a value where the copy has no dossier too
        ON f.period_kind = v.period_kind AND f.period_start = v.period_start AND f.unit_code = v.unit_code
        AND f.basis = 'portal' AND f.sector_code IS NULL
),
part AS (
    SELECT
        u.period_kind, u.period_start, u.period_end, u.unit_code, r.group_code, r.max_points, r.standing,
        CASE WHEN v.indicator_id IS NULL THEN r.score_when_none ELSE v.score END AS score
    FROM unit_period AS u
    CROSS JOIN ref.score_rule AS r
    JOIN ref.indicator AS i ON i.indicator_id = r.indicator_id
    LEFT JOIN mart.indicator_value AS v
        ON v.period_kind = u.period_kind AND v.period_start = u.period_start AND v.unit_code = u.unit_code
        AND v.indicator_id = r.indicator_id AND v.procedure_code IS NULL
        AND v.basis = CASE i.basis WHEN 'both' THEN u.basis ELSE i.basis END
),
scored AS (
    SELECT
        period_kind, period_start, period_end, unit_code, group_code,
        CAST(sum(CAST(score AS DECIMAL(18, 2))) AS DOUBLE) AS score,
        sum(max_points) AS max_score, max(CASE WHEN standing = 'hypothesis' THEN 1 ELSE 0 END) = 1 AS is_estimate
    FROM part
    GROUP BY period_kind, period_start, period_end, unit_code, group_code
),
with_total AS (
    SELECT period_kind, period_start, period_end, unit_code, group_code, score, max_score, is_estimate FROM scored
    UNION ALL
    SELECT
        period_kind, period_start, period_end, unit_code, 'TOTAL',
        CAST(sum(CAST(score AS DECIMAL(18, 2))) AS DOUBLE), sum(max_score), true
    FROM scored
    GROUP BY period_kind, period_start, period_end, unit_code
)
SELECT
    period_kind, period_start, period_end, unit_code, group_code, score, max_score,
    CAST(NULL AS DOUBLE) AS published_score, CAST(NULL AS DOUBLE) AS difference, is_estimate
FROM with_total
