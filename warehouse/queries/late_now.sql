-- each row is an open late dossier of a unit or its descendants, worst unit first
-- Parameters: as_of, due_within, unit, limit.
WITH late_now AS (
    SELECT l.*
    FROM late_dossier_model AS l
    JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
    WHERE l.state = 'open_late' AND l.basis = 'city' AND a.ancestor_code = $unit
)
SELECT
    u.name, l.dossier_code, l.procedure_code, CAST(l.received_at AS DATE), CAST(l.due_at AS DATE), l.working_days_late, l.apology_due
FROM late_now AS l
JOIN ref.unit AS u ON u.unit_code = l.unit_code
ORDER BY count(*) OVER (PARTITION BY l.unit_code) DESC, l.unit_code, l.working_days_late DESC, l.dossier_code
LIMIT $limit
