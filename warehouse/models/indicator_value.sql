-- each row is the value of one indicator for one unit (or one procedure of it) in one period, with its target
-- A procedure of which an indicator has nothing to say has no row. Reads scope_period and indicator_figure(period_no, basis, unit_code, procedure_code, indicator_id, numerator, denominator).
-- Of several targets of one document the last that is already to be met stands, else the next to come.
WITH in_force AS ( -- each row is the newest dated target with a figure of one indicator in one period
    SELECT p.period_no, t.indicator_id, t.comparator, t.value
    FROM scope_period AS p
    JOIN ref.target AS t ON t.valid_from <= p.cut AND t.value IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY p.period_no, t.indicator_id
        ORDER BY
            t.valid_from DESC, CASE WHEN coalesce(t.by_date, t.valid_from) <= p.cut THEN 0 ELSE 1 END,
            abs(date_diff('day', coalesce(t.by_date, t.valid_from), p.cut)), t.document
    ) = 1
),
valued AS (
    SELECT f.*, f.numerator / nullif(f.denominator, 0) AS value
    FROM indicator_figure AS f
    JOIN ref.indicator AS i ON i.indicator_id = f.indicator_id
    WHERE
        (i.basis IN ('both', 'where steps') OR i.basis = f.basis)
        AND (f.procedure_code IS NULL OR f.numerator <> 0 OR f.denominator <> 0)
)
SELECT
    p.period_kind, p.period_start, p.period_end, v.basis, v.unit_code, v.procedure_code, v.indicator_id,
    v.numerator, v.denominator, v.value,
    CASE WHEN v.value IS NULL THEN r.score_when_none
         ELSE CAST(round(CAST(r.max_points * least(v.value / r.full_at, 1) AS DECIMAL(18, 9)), 2) AS DOUBLE)
    END AS score,
    r.max_points AS max_score,
    t.value AS target,
    CASE t.comparator WHEN 'ge' THEN v.value >= t.value WHEN 'le' THEN v.value <= t.value END AS meets_target,
    s.as_of
FROM valued AS v
JOIN scope_period AS p ON p.period_no = v.period_no
CROSS JOIN scope_as_of AS s
LEFT JOIN ref.score_rule AS r ON r.indicator_id = v.indicator_id
LEFT JOIN in_force AS t ON t.period_no = v.period_no AND t.indicator_id = v.indicator_id
