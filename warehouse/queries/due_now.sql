-- each row is an open dossier that falls due soon and concerns a unit or its descendants (resolving or holding it), most urgent first
-- The same columns as late_now.sql; nothing is late yet, so no step ran over and no letter is owed.
-- Parameters: as_of, due_within, unit, limit.
WITH unit_below AS (
    SELECT a.unit_code FROM ref.unit_ancestor AS a WHERE a.ancestor_code = $unit
)
SELECT
    u.name AS unit_name, CAST(NULL AS BIGINT) AS step_no, h.name AS holding_unit_name, d.step_no AS holding_step_no,
    d.department AS holding_department, d.dossier_code, d.procedure_code,
    CAST(d.received_at AS DATE) AS received_on,
    CASE WHEN CAST(d.first_due_at AS DATE) <> CAST(d.due_at AS DATE) THEN CAST(d.first_due_at AS DATE) END AS first_promised_on,
    CAST(d.due_at AS DATE) AS due_on, d.working_days_left AS working_days,
    CAST(NULL AS BOOLEAN) AS apology_due, CAST(NULL AS DATE) AS apology_sent_on
FROM due_soon_model AS d
JOIN ref.unit AS u ON u.unit_code = d.unit_code
LEFT JOIN ref.unit AS h ON d.step_no IS NOT NULL AND h.unit_code = d.responsible_unit_code
WHERE d.basis = 'city' AND (d.unit_code IN (FROM unit_below) OR d.responsible_unit_code IN (FROM unit_below))
ORDER BY d.working_days_left, u.sort_order, d.due_at, d.dossier_code
LIMIT $limit
