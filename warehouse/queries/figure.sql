-- each row is an indicator's definition with its value at one place, its target, its score rule and two values to compare with
-- Parameters: indicator, unit, basis, kind, start, end. Columns of the value are NULL where nothing is published.
WITH place AS (
    SELECT least(CAST($end AS DATE), p.as_of) AS cut FROM ops.publication AS p
),
before AS (
    SELECT max(v.period_start) AS period_start
    FROM mart.indicator_value AS v
    WHERE v.period_kind = $kind AND v.period_start < $start
),
target AS (
    SELECT t.*
    FROM ref.target AS t
    CROSS JOIN place AS p
    WHERE t.indicator_id = $indicator AND (t.valid_from <= p.cut OR t.valid_from IS NULL)
    ORDER BY t.value IS NULL, t.valid_from DESC NULLS LAST, t.by_date, t.document
    LIMIT 1
),
here AS (
    SELECT v.*
    FROM mart.indicator_value AS v
    WHERE
        v.indicator_id = $indicator AND v.unit_code = $unit AND v.basis = $basis AND v.period_kind = $kind
        AND v.procedure_code IS NULL
)
SELECT
    i.indicator_id, i.clause, i.title_vi, i.title_en, i.unit_of_measure, i.formula_vi, i.source, i.status, i.valid_from, i.valid_to,
    v.numerator, v.denominator, v.value, v.score, v.max_score, v.meets_target,
    r.full_at, r.standing, r.score_when_none,
    t.comparator, t.value AS target, t.document AS target_document, t.valid_from AS target_from, t.by_date AS target_by,
    t.scope AS target_scope_en, t.scope_vi AS target_scope_vi,
    b.value AS value_before, y.value AS value_year_before
FROM ref.indicator AS i
LEFT JOIN here AS v ON v.period_start = $start
LEFT JOIN before AS p ON true
LEFT JOIN here AS b ON b.period_start = p.period_start
LEFT JOIN here AS y ON y.period_start = CAST(CAST($start AS DATE) - INTERVAL 1 YEAR AS DATE)
LEFT JOIN target AS t ON true
LEFT JOIN ref.score_rule AS r ON r.indicator_id = i.indicator_id
WHERE i.indicator_id = $indicator
