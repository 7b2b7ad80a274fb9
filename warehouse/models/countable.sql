-- each row is a counted dossier under a heading it counts for: its own unit and sector, or a procedure of a wanted unit
-- Reads scope_procedure_unit(unit_code): the units (descendants included) for which procedures are told apart.
SELECT
    c.basis, c.unit_code, c.sector_code, CAST(NULL AS VARCHAR) AS procedure_code, c.received_on, c.finished_on, c.due_on,
    c.is_online, c.is_waiting, c.outcome, c.processing_seconds, c.processing_working_days
FROM mart.counted_dossier AS c
UNION ALL
SELECT
    c.basis, s.unit_code, CAST(NULL AS VARCHAR) AS sector_code, c.procedure_code, c.received_on, c.finished_on, c.due_on,
    c.is_online, c.is_waiting, c.outcome, c.processing_seconds, c.processing_working_days
FROM mart.counted_dossier AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
JOIN scope_procedure_unit AS s ON s.unit_code = a.ancestor_code
WHERE c.procedure_code IS NOT NULL
