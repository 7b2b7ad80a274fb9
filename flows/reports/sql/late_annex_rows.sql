-- each row is a dossier of one annex of a unit and its descendants: units in official order, the longest overdue first
-- Parameters: annex, unit_code.
SELECT
    l.unit_code, l.unit_name, l.dossier_code, l.procedure_code, l.procedure_name, l.received_on, l.due_on, l.finished_on,
    l.moved_from, l.working_days_late, l.step_no, l.department, l.holding_unit_name, l.sent_on, l.reappointed_on
FROM late_annex AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
WHERE l.annex = $annex AND a.ancestor_code = $unit_code
ORDER BY l.sort_order NULLS LAST, l.unit_code, l.due_on, l.dossier_code
