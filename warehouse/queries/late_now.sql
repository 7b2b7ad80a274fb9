-- each row is an open late dossier that concerns a unit or its descendants (resolving, responsible or holding it), worst unit first
-- Worst: most such dossiers by responsible unit. first_promised_on only where it differs from the due day.
-- Parameters: as_of, due_within, unit, limit.
WITH unit_below AS (
    SELECT a.unit_code FROM ref.unit_ancestor AS a WHERE a.ancestor_code = $unit
),
late_now AS (
    SELECT l.*
    FROM late_dossier_model AS l
    WHERE
        l.state = 'open_late' AND l.basis = 'city'
        AND (l.unit_code IN (FROM unit_below) OR l.responsible_unit_code IN (FROM unit_below) OR l.holding_unit_code IN (FROM unit_below))
)
SELECT
    u.name AS unit_name, l.responsible_step_no AS step_no, h.name AS holding_unit_name, l.holding_step_no,
    l.holding_department, l.dossier_code, l.procedure_code,
    CAST(l.received_at AS DATE) AS received_on,
    CASE WHEN CAST(l.first_due_at AS DATE) <> CAST(l.due_at AS DATE) THEN CAST(l.first_due_at AS DATE) END AS first_promised_on,
    CAST(l.due_at AS DATE) AS due_on, l.working_days_late AS working_days, l.apology_due, l.apology_sent_on
FROM late_now AS l
JOIN ref.unit AS u ON u.unit_code = l.responsible_unit_code
LEFT JOIN ref.unit AS h ON h.unit_code = l.holding_unit_code
ORDER BY
    count(*) OVER (PARTITION BY l.responsible_unit_code) DESC, l.responsible_unit_code, l.working_days_late DESC, l.dossier_code
LIMIT $limit
