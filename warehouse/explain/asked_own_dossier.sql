-- each row is a counted dossier of the wanted unit or a descendant, under the unit that has it
SELECT c.*
FROM mart.counted_dossier AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
WHERE a.ancestor_code = wanted_unit
