-- each row is an indicator's value of one unit in one period beside the period of the same kind before it
-- An indicator in force of which nothing is known there has a row of NULLs: no figure, which is not 0.
-- Parameters: kind, start, unit.
WITH before AS (
    SELECT max(period_start) AS period_start FROM mart.indicator_value WHERE period_kind = $kind AND period_start < $start
),
shown AS (
    SELECT max(period_end) AS period_end FROM mart.indicator_value WHERE period_kind = $kind AND period_start = $start
),
known AS (
    SELECT *
    FROM mart.indicator_value
    WHERE period_kind = $kind AND period_start = $start AND unit_code = $unit AND procedure_code IS NULL
)
SELECT
    i.indicator_id, i.title_vi, i.title_en, i.status, coalesce(v.basis, i.basis), i.unit_of_measure, v.value, v.numerator, v.denominator,
    v.target,
    (SELECT max(t.comparator) FROM ref.target AS t WHERE t.indicator_id = v.indicator_id AND t.value = v.target),
    v.meets_target, v.score, v.max_score, b.value
FROM ref.indicator AS i
LEFT JOIN known AS v ON v.indicator_id = i.indicator_id
CROSS JOIN before
CROSS JOIN shown
LEFT JOIN mart.indicator_value AS b
    ON b.period_kind = v.period_kind AND b.period_start = before.period_start AND b.basis = v.basis
    AND b.unit_code = v.unit_code AND b.indicator_id = v.indicator_id AND b.procedure_code IS NULL
WHERE
    v.indicator_id IS NOT NULL
    OR (
        shown.period_end >= coalesce(i.valid_from, shown.period_end)
        AND coalesce(i.valid_to > $start, shown.period_end IS NOT NULL)
    )
ORDER BY i.indicator_id, v.basis
