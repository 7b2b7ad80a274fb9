-- each row is a late dossier of the period, or one with letters of apology, with the letters and new appointments it counts for
-- Without any letter told of a dossier of the unit by the cut there is no row: then units' returns give the figure.
SELECT
    c.dossier_code, c.unit_code, c.procedure_code, c.received_on, c.due_on, c.finished_on,
    coalesce(d.resolved_late + d.open_overdue, 0) AS late,
    coalesce(f.late_with_letter, 0) AS late_with_letter, coalesce(f.letters, 0) AS letters,
    coalesce(f.letters_in_time, 0) AS letters_in_time, coalesce(f.reappointed, 0) AS reappointed,
    coalesce(f.reappointed_once, 0) AS reappointed_once
FROM dossier_figure AS d
FULL JOIN apology_figure AS f ON f.basis = d.basis AND f.unit_code = d.unit_code
JOIN mart.counted_dossier AS c ON c.basis = wanted_basis AND c.dossier_code = coalesce(d.unit_code, f.unit_code)
WHERE
    (d.resolved_late + d.open_overdue > 0 OR f.unit_code IS NOT NULL) AND EXISTS (SELECT 1 FROM apology_figure)
