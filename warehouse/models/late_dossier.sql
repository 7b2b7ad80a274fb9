-- each row is a dossier that is or was late, as seen at the run's as-of
-- Late by the due date as recorded now (open_late, closed_late), or only by the date first promised (late_by_first_due_only).
-- A late dossier owes the applicant a letter of apology: NĐ 61/2018/NĐ-CP art. 19.9, in force since 21 June 2018, until
-- NĐ 118/2025/NĐ-CP took over on 1 July 2025 (its article could not be verified and is not named). The article is that in
-- force on the day the due date passed by; the letter stays owed, apology_sent_on tells whether it was sent.
-- Reads scope_as_of, late_judged, responsible_step, holding_step.
WITH due_version AS ( -- each row is a version of a late dossier's record beside the one before it
    SELECT
        v.basis, v.dossier_code, CAST(v.due_at AS DATE) AS due_on,
        lag(CAST(v.due_at AS DATE)) OVER (
            PARTITION BY v.basis, v.source, v.dossier_code ORDER BY v.source_time, v.version_no
        ) AS due_before_on
    FROM core.dossier_version AS v
    JOIN core.dossier AS d ON d.basis = v.basis AND d.source = v.source AND d.dossier_code = v.dossier_code
    JOIN late_judged AS j ON j.basis = v.basis AND j.dossier_code = v.dossier_code
    WHERE d.version_no > 1
),
moved AS (
    SELECT v.basis, v.dossier_code, count(*) AS times
    FROM due_version AS v
    WHERE v.due_on <> v.due_before_on
    GROUP BY v.basis, v.dossier_code
),
letter AS (
    SELECT
        a.basis, a.dossier_code,
        min(a.sent_on) AS sent_on, max(a.reappointed_on) AS appointed_on, count(DISTINCT a.reappointed_on) AS appointments
    FROM core.apology AS a
    CROSS JOIN scope_as_of AS s
    WHERE NOT a.is_deleted AND coalesce(a.sent_on <= s.as_of, true)
    GROUP BY a.basis, a.dossier_code
),
listed AS (
    SELECT j.*, j.state <> 'late_by_first_due_only' AND j.promised_on >= DATE '2018-06-21' AS apology_due
    FROM late_judged AS j
)
SELECT
    j.as_of, j.basis, j.dossier_code, j.unit_code,
    coalesce(r.unit_code, j.unit_code) AS responsible_unit_code,
    j.procedure_code, j.state,
    d.received_at, d.first_due_at, d.due_at,
    CASE WHEN j.closed_on IS NOT NULL THEN coalesce(d.finished_at, d.returned_at, d.refused_at) END AS finished_at,
    CAST(until.ordinal - due.ordinal AS BIGINT) AS working_days_late,
    j.late_by_first_due, j.apology_due,
    r.step_no AS responsible_step_no, r.department AS responsible_department, r.due_at AS responsible_step_due_at,
    r.working_days_over AS responsible_step_days_over,
    h.unit_code AS holding_unit_code, h.step_no AS holding_step_no, h.department AS holding_department,
    coalesce(m.times, 0) AS due_moved_times,
    CASE
        WHEN NOT j.apology_due THEN NULL
        WHEN j.promised_on >= DATE '2025-07-01' THEN 'NĐ 118/2025/NĐ-CP'
        ELSE 'NĐ 61/2018/NĐ-CP Điều 19.9'
    END AS apology_article,
    l.sent_on AS apology_sent_on, l.appointed_on AS new_appointment_on, coalesce(l.appointments, 0) AS new_appointments
FROM listed AS j
JOIN core.dossier AS d ON d.basis = j.basis AND d.dossier_code = j.dossier_code
LEFT JOIN responsible_step AS r ON r.basis = j.basis AND r.dossier_code = j.dossier_code
LEFT JOIN holding_step AS h ON h.basis = j.basis AND h.dossier_code = j.dossier_code
LEFT JOIN moved AS m ON m.basis = j.basis AND m.dossier_code = j.dossier_code
LEFT JOIN letter AS l ON l.basis = j.basis AND l.dossier_code = j.dossier_code
LEFT JOIN ref.working_day AS due ON due.date = j.promised_on
LEFT JOIN ref.working_day AS until ON until.date = j.until_on
