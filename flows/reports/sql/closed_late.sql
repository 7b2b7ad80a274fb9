-- each row is a dossier finished late between two days, by the due date as recorded now, with the step that answers for it
SELECT
    l.dossier_code, l.unit_code, l.responsible_unit_code AS holder_code, l.responsible_step_no AS step_no,
    l.responsible_department AS department, l.procedure_code, l.received_at, l.first_due_at, l.due_at, c.finished_on,
    l.working_days_late AS days, l.apology_due, l.apology_sent_on,
    p.name AS procedure_name, d.supplement_count
FROM mart.late_dossier AS l
JOIN mart.counted_dossier AS c ON c.basis = l.basis AND c.dossier_code = l.dossier_code
JOIN core.dossier AS d ON d.basis = l.basis AND d.dossier_code = l.dossier_code
LEFT JOIN ref.procedure AS p ON p.procedure_code = l.procedure_code
WHERE l.basis = 'city' AND l.state = 'closed_late' AND c.finished_on BETWEEN $first AND $last
ORDER BY l.working_days_late DESC NULLS LAST, l.due_at, l.dossier_code
