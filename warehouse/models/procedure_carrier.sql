-- each row is a procedure of the catalogue under one of its carriers: a named unit or a unit above it, the root, or a kind of unit
-- Who carries a procedure out: the units named in ref.procedure_unit, else every unit of its level (departments for province, communes for
-- commune, written as the kind in small letters, which no unit code has); the root carries out all. With procedure_unit_carrier a unit meets
-- each of its procedures exactly once, and no table of units times procedures is ever made.
SELECT p.procedure_code, u.unit_code AS carrier
FROM ref.procedure AS p
CROSS JOIN ref.unit AS u
WHERE u.parent_code IS NULL AND u.valid_to IS NULL
UNION
SELECT p.procedure_code, a.ancestor_code AS carrier
FROM ref.procedure AS p
JOIN ref.procedure_unit AS n ON n.procedure_code = p.procedure_code
JOIN ref.unit_ancestor AS a ON a.unit_code = n.unit_code
UNION
SELECT p.procedure_code, CASE p.level WHEN 'province' THEN 'department' ELSE 'commune' END AS carrier
FROM ref.procedure AS p
WHERE
    p.level IN ('province', 'commune')
    AND NOT EXISTS (SELECT 1 FROM ref.procedure_unit AS n WHERE n.procedure_code = p.procedure_code)
