-- each row is one criterion of the 766 set for one unit in one period and basis: its points and what would win more
-- Points are max_points * min(1, value / full_at), rounded half away from zero to 9 and then to 2 decimals
-- (mart.indicator_value). So the fewest records that earn s points are the first whole number at or above
-- (s - 0.005 - 0.0000000005) * full_at * denominator / max_points; the denominator stays as it is.
WITH criterion AS (
    SELECT
        v.period_kind, v.period_start, v.period_end, v.unit_code, v.basis, v.indicator_id, v.numerator, v.denominator, v.score,
        r.group_code, r.max_points, r.counted, r.standing = 'hypothesis' AS is_estimate,
        least(floor(v.score * 2) / 2 + 0.5, r.max_points) AS next_half_point,
        least(floor(v.score) + 1, r.max_points) AS next_whole_point,
        r.full_at * nullif(v.denominator, 0) / nullif(r.max_points, 0) AS records_per_point
    FROM mart.indicator_value AS v
    JOIN ref.score_rule AS r ON r.indicator_id = v.indicator_id
    WHERE v.procedure_code IS NULL
)
SELECT
    c.period_kind, c.period_start, c.period_end, c.unit_code, c.basis, c.indicator_id, c.group_code, c.counted,
    c.numerator, c.denominator, c.score, c.max_points AS max_score,
    CASE WHEN c.records_per_point IS NOT NULL
         THEN CAST(greatest(ceil((c.max_points - 0.0050000005) * c.records_per_point) - c.numerator, 0) AS BIGINT)
    END AS missing_for_max,
    CASE WHEN c.records_per_point IS NOT NULL
         THEN CAST(CAST(c.max_points AS DECIMAL(18, 2)) - CAST(c.score AS DECIMAL(18, 2)) AS DOUBLE)
    END AS gain_for_max,
    CASE WHEN c.score < c.max_points THEN 1 / nullif(c.records_per_point, 0) ELSE 0 * c.records_per_point END AS points_per_record,
    CASE WHEN c.records_per_point IS NOT NULL
         THEN CAST(greatest(ceil((c.next_half_point - 0.0050000005) * c.records_per_point) - c.numerator, 0) AS BIGINT)
    END AS missing_for_half_point,
    CASE WHEN c.records_per_point IS NOT NULL
         THEN CAST(greatest(ceil((c.next_whole_point - 0.0050000005) * c.records_per_point) - c.numerator, 0) AS BIGINT)
    END AS missing_for_whole_point,
    c.is_estimate
FROM criterion AS c
