-- each row is a dossier in one period with what it counts for there (0 or 1; times as they are)
SELECT f.unit_code AS dossier_code, f.* EXCLUDE (unit_code, procedure_code) FROM dossier_figure AS f
