-- each row is a document of the wanted unit or a descendant, as a unit of its own
SELECT d.* REPLACE (d.document_id AS unit_code)
FROM core.document AS d
JOIN ref.unit_ancestor AS a ON a.unit_code = d.unit_code
WHERE a.ancestor_code = wanted_unit AND d.basis = wanted_basis
