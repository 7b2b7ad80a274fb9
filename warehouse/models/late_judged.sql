-- each row is a dossier that is or was late as seen at as-of, with the day it is late by and the day up to which
-- Late by the due date as recorded now (open_late, closed_late), or only by the date first promised (late_by_first_due_only).
-- Reads scope_as_of.
WITH seen AS (
    SELECT
        c.basis, c.dossier_code, c.unit_code, c.procedure_code, c.due_on, c.first_due_on, c.is_waiting, s.as_of,
        CASE WHEN c.finished_on <= s.as_of THEN c.finished_on END AS closed_on
    FROM mart.counted_dossier AS c
    CROSS JOIN scope_as_of AS s
    WHERE c.received_on <= s.as_of
),
judged AS (
    SELECT
        *,
        CASE
            WHEN closed_on IS NULL AND due_on < as_of AND NOT is_waiting THEN 'open_late'
            WHEN closed_on > due_on THEN 'closed_late'
        END AS late_state,
        CASE WHEN closed_on IS NULL THEN first_due_on < as_of AND NOT is_waiting ELSE closed_on > first_due_on END AS late_by_first
    FROM seen
)
SELECT
    j.as_of, j.basis, j.dossier_code, j.unit_code, j.procedure_code, j.closed_on,
    coalesce(j.late_state, 'late_by_first_due_only') AS state,
    coalesce(j.late_by_first, false) AS late_by_first_due,
    CASE WHEN j.late_state IS NULL THEN j.first_due_on ELSE j.due_on END AS promised_on,
    coalesce(j.closed_on, j.as_of) AS until_on
FROM judged AS j
WHERE j.late_state IS NOT NULL OR j.late_by_first
