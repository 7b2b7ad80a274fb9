-- each row is the value of one indicator of one unit in one calendar month, by the city's own record
SELECT
    v.period_start, v.unit_code, v.indicator_id, v.numerator, v.denominator, v.value, v.target, v.meets_target
FROM mart.indicator_value AS v
WHERE
    v.procedure_code IS NULL AND v.basis = 'city' AND v.period_kind = 'month'
    AND list_contains($months, v.period_start) AND list_contains($indicator_ids, v.indicator_id)
