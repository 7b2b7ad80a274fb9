-- each row is a dossier that is or was late, as seen at the run's as-of
-- Late by the due date as recorded now (open_late, closed_late), or only by the date first promised (late_by_first_due_only).
-- A late dossier owes the applicant a letter of apology (NĐ 61/2018/NĐ-CP art. 19.9, in force since 21 June 2018).
WITH seen AS (
    SELECT
        c.*, s.as_of,
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
    j.as_of, j.basis, j.dossier_code, j.unit_code, j.unit_code AS responsible_unit_code,
    j.procedure_code,
    coalesce(j.late_state, 'late_by_first_due_only') AS state,
    d.received_at, d.first_due_at, d.due_at,
    CASE WHEN j.closed_on IS NOT NULL THEN coalesce(d.finished_at, d.returned_at, d.refused_at) END AS finished_at,
    CAST(until.ordinal - due.ordinal AS BIGINT) AS working_days_late,
    coalesce(j.late_by_first, false) AS late_by_first_due,
    j.late_state IS NOT NULL AND j.due_on >= DATE '2018-06-21' AS apology_due
FROM judged AS j
JOIN core.dossier AS d ON d.basis = j.basis AND d.dossier_code = j.dossier_code
LEFT JOIN ref.working_day AS due ON due.date = CASE WHEN j.late_state IS NULL THEN j.first_due_on ELSE j.due_on END
LEFT JOIN ref.working_day AS until ON until.date = coalesce(j.closed_on, j.as_of)
WHERE j.late_state IS NOT NULL OR j.late_by_first
