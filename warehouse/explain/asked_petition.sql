-- each row is a petition of the wanted unit or a descendant, as a unit of its own
SELECT p.* REPLACE (p.petition_id AS unit_code)
FROM core.petition AS p
JOIN ref.unit_ancestor AS a ON a.unit_code = p.unit_code
WHERE a.ancestor_code = wanted_unit AND p.basis = wanted_basis
