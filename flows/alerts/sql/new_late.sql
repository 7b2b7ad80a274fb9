-- Each row is a dossier of the city's record that became late since the publication before.
INSERT INTO event BY NAME
SELECT
    'new_late' AS kind, concat_ws('|', 'new_late', c.dossier_code, c.as_of) AS event_key,
    c.unit_code, l.responsible_unit_code AS other_unit_code, u.name AS unit_name,
    c.dossier_code AS subject, p.name AS about, CAST(c.due_at AS DATE) AS day,
    l.working_days_late AS number, l.working_days_late AS weight
FROM mart.late_change AS c
JOIN mart.late_dossier AS l ON l.basis = c.basis AND l.dossier_code = c.dossier_code
JOIN ops.publication AS o ON o.as_of = c.as_of
LEFT JOIN ref.unit AS u ON u.unit_code = l.responsible_unit_code
LEFT JOIN ref.procedure AS p ON p.procedure_code = c.procedure_code
WHERE c.change = 'newly_late' AND c.basis = 'city'
QUALIFY row_number() OVER (PARTITION BY c.dossier_code ORDER BY p.valid_from DESC NULLS LAST, p.name) = 1
