-- each row is an officer with steps running in the period, with how many of them are late
SELECT s.officer_key, s.unit_code, f.steps, f.late_steps, f.officers, f.late_officers
FROM step_figure AS f
JOIN (
    SELECT o.officer_key, min(o.unit_code) AS unit_code
    FROM core.dossier_step AS o
    WHERE o.basis = wanted_basis
    GROUP BY o.officer_key
) AS s ON s.officer_key = f.unit_code
