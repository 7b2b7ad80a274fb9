-- each row is a sign that a dossier's record may not tell what happened, by the city's own record; the newest run's first
SELECT s.kind, s.dossier_code, s.unit_code, s.detail, s.detected_run
FROM mart.integrity_signal AS s
WHERE s.basis = 'city'
ORDER BY s.kind, s.detected_run DESC, s.dossier_code
