-- each row is an open dossier to look at in the morning: overdue, due within some working days, or overdue but waiting for the applicant
-- Days are working days: late (overdue), left (due); what is most urgent stands first.
WITH worked AS (
    SELECT
        'overdue' AS task, l.dossier_code, l.unit_code, coalesce(l.holding_unit_code, l.unit_code) AS holder_code,
        l.holding_step_no AS step_no, l.holding_department AS department,
        l.procedure_code, l.received_at, l.first_due_at, l.due_at, l.working_days_late AS days, l.apology_due, l.apology_sent_on
    FROM mart.late_dossier AS l
    WHERE l.basis = 'city' AND l.state = 'open_late'
    UNION ALL
    SELECT
        'due', s.dossier_code, s.unit_code, s.responsible_unit_code, s.step_no, s.department, s.procedure_code, s.received_at,
        s.first_due_at, s.due_at, s.working_days_left, false, NULL
    FROM mart.due_soon AS s
    WHERE s.basis = 'city' AND s.working_days_left <= $due_within
    UNION ALL
    SELECT
        'waiting', c.dossier_code, c.unit_code, c.unit_code, NULL, NULL, c.procedure_code, d.received_at, d.first_due_at, d.due_at,
        CAST(today.ordinal - due.ordinal AS BIGINT), false, NULL
    FROM mart.counted_dossier AS c
    JOIN core.dossier AS d ON d.basis = c.basis AND d.dossier_code = c.dossier_code
    JOIN ref.working_day AS today ON today.date = $as_of
    LEFT JOIN ref.working_day AS due ON due.date = c.due_on
    WHERE
        c.basis = 'city' AND c.is_waiting AND c.due_on < $as_of AND c.received_on <= $as_of
        AND (c.finished_on IS NULL OR c.finished_on > $as_of)
)
SELECT w.*, p.name AS procedure_name, d.supplement_count
FROM worked AS w
JOIN core.dossier AS d ON d.basis = 'city' AND d.dossier_code = w.dossier_code
LEFT JOIN ref.procedure AS p ON p.procedure_code = w.procedure_code
ORDER BY w.task, CASE WHEN w.task = 'due' THEN w.days ELSE -w.days END, w.due_at, w.dossier_code
