-- each row is a change of a late dossier since the publication before: newly late, cleared, or its due date rewritten
SELECT
    c.change, c.reason, c.before_as_of, c.dossier_code, c.unit_code, c.procedure_code, p.name AS procedure_name,
    c.due_before_at, c.due_at, c.finished_on
FROM mart.late_change AS c
LEFT JOIN ref.procedure AS p ON p.procedure_code = c.procedure_code
WHERE c.basis = 'city'
ORDER BY c.change, c.reason, c.due_at, c.dossier_code
