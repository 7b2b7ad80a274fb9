-- each row is a dossier that the figures since $since count, by the city's own record: received, resolved or carried over
SELECT
    c.dossier_code, c.unit_code, c.procedure_code, p.name AS procedure_name, c.sector_code, d.channel,
    c.received_on, c.due_on, c.first_due_on,
    CASE WHEN c.finished_on <= $as_of THEN c.finished_on END AS finished_on,
    CASE
        WHEN c.finished_on <= $as_of THEN c.outcome
        WHEN c.is_waiting THEN 'waiting'
        WHEN c.due_on < $as_of THEN 'overdue'
        ELSE 'in_term'
    END AS outcome,
    l.responsible_unit_code, l.working_days_late, l.apology_due,
    c.fee_due, c.paid_online_on <= $as_of AS is_paid_online, c.has_electronic_result, c.result_signed,
    c.has_digitised_component, c.reuses_data
FROM mart.counted_dossier AS c
JOIN core.dossier AS d ON d.basis = c.basis AND d.dossier_code = c.dossier_code
LEFT JOIN ref.procedure AS p ON p.procedure_code = c.procedure_code
LEFT JOIN mart.late_dossier AS l ON l.basis = c.basis AND l.dossier_code = c.dossier_code AND l.state <> 'late_by_first_due_only'
WHERE c.basis = 'city' AND c.received_on <= $as_of AND (c.finished_on IS NULL OR c.finished_on >= $since)
