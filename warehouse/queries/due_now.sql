-- each row is an open dossier of a unit or its descendants that falls due soon, the most urgent first
-- Parameters: as_of, due_within, unit, limit.
SELECT
    u.name, d.dossier_code, d.procedure_code, CAST(d.received_at AS DATE), CAST(d.due_at AS DATE), d.working_days_left
FROM due_soon_model AS d
JOIN ref.unit_ancestor AS a ON a.unit_code = d.unit_code
JOIN ref.unit AS u ON u.unit_code = d.unit_code
WHERE d.basis = 'city' AND a.ancestor_code = $unit
ORDER BY d.working_days_left, u.sort_order, d.due_at, d.dossier_code
LIMIT $limit
