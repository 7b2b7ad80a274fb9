-- each row is an indicator's value of one unit in one period beside the period of the same kind before it
-- Parameters: kind, start, unit.
WITH before AS (
    SELECT max(period_start) AS period_start FROM mart.indicator_value WHERE period_kind = $kind AND period_start < $start
)
SELECT
    v.indicator_id, i.title_vi, v.basis, i.unit_of_measure, v.value, v.numerator, v.denominator, v.target,
    (SELECT max(t.comparator) FROM ref.target AS t WHERE t.indicator_id = v.indicator_id AND t.value = v.target),
    v.meets_target, v.score, v.max_score, b.value
FROM mart.indicator_value AS v
JOIN ref.indicator AS i ON i.indicator_id = v.indicator_id
CROSS JOIN before
LEFT JOIN mart.indicator_value AS b
    ON b.period_kind = v.period_kind AND b.period_start = before.period_start AND b.basis = v.basis
    AND b.unit_code = v.unit_code AND b.indicator_id = v.indicator_id AND b.procedure_code IS NULL
WHERE v.period_kind = $kind AND v.period_start = $start AND v.unit_code = $unit AND v.procedure_code IS NULL
ORDER BY v.indicator_id, v.basis
