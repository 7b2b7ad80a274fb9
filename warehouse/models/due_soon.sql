-- each row is an open dossier that falls due within the working days asked for after as-of (0: its last day is as-of)
-- The responsible unit is the one that holds it now; without progress records the resolving unit.
-- Reads scope_as_of(as_of, due_within), holding_step.
SELECT
    s.as_of, c.basis, c.dossier_code, c.unit_code, coalesce(h.unit_code, c.unit_code) AS responsible_unit_code,
    h.step_no,
    c.procedure_code,
    d.received_at, d.first_due_at, d.due_at,
    CAST(due.ordinal - today.ordinal AS BIGINT) AS working_days_left,
    h.department, h.due_at AS step_due_at
FROM mart.counted_dossier AS c
CROSS JOIN scope_as_of AS s
JOIN core.dossier AS d ON d.basis = c.basis AND d.dossier_code = c.dossier_code
JOIN ref.working_day AS today ON today.date = s.as_of
JOIN ref.working_day AS due ON due.date = c.due_on
LEFT JOIN holding_step AS h ON h.basis = c.basis AND h.dossier_code = c.dossier_code
WHERE
    c.received_on <= s.as_of AND (c.finished_on IS NULL OR c.finished_on > s.as_of)
    AND c.due_on >= s.as_of AND NOT c.is_waiting AND due.ordinal - today.ordinal <= s.due_within
