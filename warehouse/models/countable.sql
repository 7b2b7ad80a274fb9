-- each row is a counted dossier under a heading it counts for: its own unit and sector, or a procedure of a wanted unit
-- Reads scope_procedure_unit(unit_code): the units (descendants included) for which procedures are told apart.
SELECT
    c.basis, c.dossier_code, c.unit_code, c.sector_code, CAST(NULL AS VARCHAR) AS procedure_code, c.received_on, c.finished_on,
    c.due_on, c.is_online, c.outcome, c.processing_seconds, c.processing_working_days, c.fee_due, c.paid_online_on,
    c.has_electronic_result, c.result_signed, c.has_digitised_component, c.reuses_data, c.from_personal_store,
    c.uses_population_data, c.gives_result
FROM mart.counted_dossier AS c
UNION ALL
SELECT
    c.basis, c.dossier_code, s.unit_code, CAST(NULL AS VARCHAR) AS sector_code, c.procedure_code, c.received_on, c.finished_on,
    c.due_on, c.is_online, c.outcome, c.processing_seconds, c.processing_working_days, c.fee_due, c.paid_online_on,
    c.has_electronic_result, c.result_signed, c.has_digitised_component, c.reuses_data, c.from_personal_store,
    c.uses_population_data, c.gives_result
FROM mart.counted_dossier AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
JOIN scope_procedure_unit AS s ON s.unit_code = a.ancestor_code
WHERE c.procedure_code IS NOT NULL
