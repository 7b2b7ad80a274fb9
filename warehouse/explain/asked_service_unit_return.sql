-- each row is a return of the wanted unit or a descendant, whoever else has returned
SELECT r.*
FROM return_own AS r
JOIN ref.unit_ancestor AS a ON a.unit_code = r.unit_code
WHERE a.ancestor_code = wanted_unit
