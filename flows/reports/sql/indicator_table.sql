-- each row is an indicator of one unit in one period by one basis, beside the period of the same kind before it
-- Indicators in force without a figure have a row without basis: missing is not zero; a unit without any figure has no row.
-- Parameters: kind, start, cut, unit_codes.
WITH before AS (
    SELECT max(period_start) AS period_start
    FROM mart.indicator_value
    WHERE period_kind = $kind AND period_start < CAST($start AS DATE)
),
in_force AS (
    SELECT *
    FROM ref.indicator
    WHERE (valid_from IS NULL OR valid_from <= CAST($cut AS DATE)) AND (valid_to IS NULL OR valid_to > CAST($cut AS DATE))
),
target AS ( -- each row is the newest dated target of an indicator with a figure, as mart.indicator_value takes it
    SELECT indicator_id, comparator, document
    FROM ref.target
    WHERE valid_from <= CAST($cut AS DATE) AND value IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY indicator_id ORDER BY valid_from DESC, by_date, document) = 1
),
figure AS (
    SELECT * FROM mart.indicator_value
    WHERE period_kind = $kind AND period_start = CAST($start AS DATE) AND procedure_code IS NULL
),
asked AS (
    SELECT DISTINCT f.unit_code
    FROM figure AS f
    JOIN in_force AS i ON i.indicator_id = f.indicator_id
    WHERE f.unit_code IN (SELECT unnest(CAST($unit_codes AS VARCHAR[])))
)
SELECT
    a.unit_code, i.indicator_id, coalesce(i.title_vi, i.indicator_id) AS title, coalesce(i.formula_vi, '') AS formula,
    coalesce(i.unit_of_measure, '') AS unit_of_measure, coalesce(i.status, '') AS status, coalesce(i.source, '') AS source,
    v.basis, v.numerator, v.denominator, v.value, v.target, t.comparator, t.document, v.meets_target, v.score, v.max_score,
    b.value AS value_before
FROM asked AS a
CROSS JOIN before
CROSS JOIN in_force AS i
LEFT JOIN figure AS v ON v.unit_code = a.unit_code AND v.indicator_id = i.indicator_id
LEFT JOIN target AS t ON t.indicator_id = i.indicator_id AND v.target IS NOT NULL
LEFT JOIN mart.indicator_value AS b
    ON b.period_kind = $kind AND b.period_start = before.period_start AND b.basis = v.basis
    AND b.unit_code = v.unit_code AND b.indicator_id = v.indicator_id AND b.procedure_code IS NULL
ORDER BY a.unit_code, i.indicator_id, v.basis
