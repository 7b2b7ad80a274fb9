-- each row is a figure of a closed period as it is counted now: a column of form II.06a (basis city) or an indicator of one unit
-- Reads scope_closing(closing_id, period_kind, period_start, period_end, unit_code).
WITH closed_unit AS (
    SELECT g.closing_id, g.period_kind, g.period_start, a.unit_code
    FROM scope_closing AS g
    JOIN ref.unit_ancestor AS a ON a.ancestor_code = g.unit_code
),
form_column AS (
    SELECT m.measure
    FROM (VALUES
        ('received_total'), ('received_online'), ('received_direct_postal'), ('carried_over'), ('resolved_total'),
        ('resolved_early'), ('resolved_on_time'), ('resolved_late'), ('resolved_no_due_date'), ('open_total'),
        ('open_in_term'), ('open_overdue'), ('open_waiting')
    ) AS m (measure)
),
form AS (
    SELECT
        u.closing_id, f.basis, f.unit_code, f.sector_code, m.measure,
        CASE m.measure
            WHEN 'received_total' THEN f.received_total
            WHEN 'received_online' THEN f.received_online
            WHEN 'received_direct_postal' THEN f.received_direct_postal
            WHEN 'carried_over' THEN f.carried_over
            WHEN 'resolved_total' THEN f.resolved_total
            WHEN 'resolved_early' THEN f.resolved_early
            WHEN 'resolved_on_time' THEN f.resolved_on_time
            WHEN 'resolved_late' THEN f.resolved_late
            WHEN 'resolved_no_due_date' THEN f.resolved_no_due_date
            WHEN 'open_total' THEN f.open_total
            WHEN 'open_in_term' THEN f.open_in_term
            WHEN 'open_overdue' THEN f.open_overdue
            WHEN 'open_waiting' THEN f.open_waiting
        END AS counted
    FROM closed_unit AS u
    JOIN mart.form_06a_period AS f
        ON f.unit_code = u.unit_code AND f.period_kind = u.period_kind AND f.period_start = u.period_start AND f.basis = 'city'
    CROSS JOIN form_column AS m
)
SELECT
    f.closing_id, f.basis, f.unit_code, f.sector_code, f.measure,
    CAST(NULL AS DOUBLE) AS numerator, CAST(NULL AS DOUBLE) AS denominator, CAST(f.counted AS DOUBLE) AS value
FROM form AS f
UNION ALL
SELECT
    u.closing_id, v.basis, v.unit_code, CAST(NULL AS VARCHAR) AS sector_code, v.indicator_id AS measure,
    v.numerator, v.denominator, v.value
FROM closed_unit AS u
JOIN mart.indicator_value AS v
    ON v.unit_code = u.unit_code AND v.period_kind = u.period_kind AND v.period_start = u.period_start
    AND v.procedure_code IS NULL
