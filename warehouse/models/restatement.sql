-- each row is a signed figure that is counted differently now: the newest closing of each period and unit
-- A row of the form that is not there has the value 0, an indicator without a row has none. Reads scope_closing.
WITH side AS (
    SELECT f.closing_id, f.basis, f.unit_code, f.sector_code, f.measure, f.numerator, f.denominator, f.value, true AS is_signed
    FROM core.closed_figure AS f
    JOIN scope_closing AS g ON g.closing_id = f.closing_id
    UNION ALL
    SELECT n.closing_id, n.basis, n.unit_code, n.sector_code, n.measure, n.numerator, n.denominator, n.value, false
    FROM closed_figure_now AS n
),
paired AS (
    SELECT
        s.closing_id, s.basis, s.unit_code, s.sector_code, s.measure,
        max(CASE WHEN s.is_signed THEN s.numerator END) AS signed_numerator,
        max(CASE WHEN s.is_signed THEN s.denominator END) AS signed_denominator,
        max(CASE WHEN s.is_signed THEN s.value END) AS found_signed,
        max(CASE WHEN NOT s.is_signed THEN s.numerator END) AS numerator_now,
        max(CASE WHEN NOT s.is_signed THEN s.denominator END) AS denominator_now,
        max(CASE WHEN NOT s.is_signed THEN s.value END) AS found_now
    FROM side AS s
    GROUP BY s.closing_id, s.basis, s.unit_code, s.sector_code, s.measure
),
valued AS (
    SELECT
        p.*,
        CASE WHEN i.indicator_id IS NULL THEN coalesce(p.found_signed, 0) ELSE p.found_signed END AS signed_value,
        CASE WHEN i.indicator_id IS NULL THEN coalesce(p.found_now, 0) ELSE p.found_now END AS value_now
    FROM paired AS p
    LEFT JOIN ref.indicator AS i ON i.indicator_id = p.measure
)
SELECT
    v.closing_id, g.period_kind, g.period_start, g.period_end, v.basis, v.unit_code, v.sector_code, v.measure,
    v.signed_numerator, v.signed_denominator, v.signed_value, v.numerator_now, v.denominator_now, v.value_now,
    v.value_now - v.signed_value AS difference
FROM valued AS v
JOIN scope_closing AS g ON g.closing_id = v.closing_id
WHERE
    v.signed_numerator IS DISTINCT FROM v.numerator_now OR v.signed_denominator IS DISTINCT FROM v.denominator_now
    OR v.signed_value IS DISTINCT FROM v.value_now
