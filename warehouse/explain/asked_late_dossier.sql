-- each row is a dossier of asked_dossier or one with a letter of apology or a new appointment, whenever that counted
SELECT d.* FROM asked_dossier AS d
UNION
SELECT c.* REPLACE (c.dossier_code AS unit_code)
FROM mart.counted_dossier AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
JOIN core.apology AS y ON y.basis = c.basis AND y.dossier_code = c.dossier_code
WHERE a.ancestor_code = wanted_unit AND c.basis = wanted_basis
