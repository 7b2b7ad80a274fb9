-- each row is the step that holds an open dossier at the end of as-of: running then, of several the last started
-- Reads scope_as_of.
SELECT s.basis, s.dossier_code, s.step_no, s.unit_code, s.department, s.due_at
FROM mart.counted_dossier AS c
CROSS JOIN scope_as_of AS a
JOIN core.dossier_step AS s ON s.basis = c.basis AND s.dossier_code = c.dossier_code
WHERE
    c.received_on <= a.as_of AND (c.finished_on IS NULL OR c.finished_on > a.as_of)
    AND NOT s.is_deleted AND CAST(s.started_at AS DATE) <= a.as_of
    AND (s.done_at IS NULL OR CAST(s.done_at AS DATE) > a.as_of)
QUALIFY row_number() OVER (PARTITION BY s.basis, s.dossier_code ORDER BY s.started_at DESC, s.step_no DESC) = 1
