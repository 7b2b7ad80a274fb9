-- each row is the step that answers for a late dossier: the one that ran over, most working days first, of equal ones the last
-- A step ran over when its own due day had passed before it was done, or has passed while it runs and does not wait for the
-- applicant (status 5 or 6). What happened after the dossier's finish made nothing late: a step that the source never closed
-- ends with its dossier. Where no step ran over: the one running when the due day of the dossier passed, of several the last
-- started. Where none was running then there is no row, and the resolving unit answers. Reads scope_as_of.
WITH step AS (
    SELECT
        j.basis, j.dossier_code, j.promised_on, j.until_on,
        s.step_no, s.unit_code, s.department, s.started_at, s.due_at,
        CAST(s.started_at AS DATE) AS started_on, CAST(s.due_at AS DATE) AS due_on,
        CASE WHEN CAST(s.done_at AS DATE) <= j.until_on THEN CAST(s.done_at AS DATE) END AS done_on,
        coalesce(s.status IN (5, 6), false) AS is_waiting
    FROM late_judged AS j
    JOIN core.dossier_step AS s ON s.basis = j.basis AND s.dossier_code = j.dossier_code
    WHERE NOT s.is_deleted AND CAST(s.started_at AS DATE) <= j.until_on
),
judged AS (
    SELECT
        s.*,
        coalesce(CASE WHEN s.done_on IS NULL THEN s.due_on < s.until_on AND NOT s.is_waiting ELSE s.done_on > s.due_on END, false) AS ran_over,
        s.started_on <= s.promised_on AND coalesce(s.done_on > s.promised_on, true) AS ran_when_due
    FROM step AS s
),
measured AS (
    SELECT
        j.*, CASE WHEN j.ran_over THEN CAST(until.ordinal - due.ordinal AS BIGINT) END AS working_days_over
    FROM judged AS j
    LEFT JOIN ref.working_day AS due ON due.date = j.due_on
    LEFT JOIN ref.working_day AS until ON until.date = coalesce(j.done_on, j.until_on)
    WHERE j.ran_over OR j.ran_when_due
)
SELECT m.basis, m.dossier_code, m.step_no, m.unit_code, m.department, m.due_at, m.working_days_over
FROM measured AS m
QUALIFY row_number() OVER (
    PARTITION BY m.basis, m.dossier_code
    ORDER BY m.ran_over DESC, m.working_days_over DESC NULLS LAST, m.started_at DESC, m.step_no DESC
) = 1
