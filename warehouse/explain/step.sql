-- each row is a processing step running in the period, with whether it is late (0 or 1)
SELECT
    s.dossier_code, s.step_no, s.unit_code, s.officer_key, s.status AS step_status, CAST(s.started_at AS DATE) AS started_on,
    CAST(s.due_at AS DATE) AS due_on, CAST(s.done_at AS DATE) AS done_on, f.steps, f.late_steps
FROM step_figure AS f
JOIN core.dossier_step AS s ON s.basis = f.basis AND concat(s.dossier_code, '#', s.step_no) = f.unit_code
