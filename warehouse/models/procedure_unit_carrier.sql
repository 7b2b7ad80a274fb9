-- each row is a unit with a carrier of procedure_carrier whose procedures are its own: itself, and the kinds of unit among it and its descendants
-- The root is itself only: it carries out all procedures already. A unit that has ended carries out nothing but what its records show.
SELECT u.unit_code, u.unit_code AS carrier
FROM ref.unit AS u
UNION
SELECT a.ancestor_code AS unit_code, u.kind AS carrier
FROM ref.unit AS u
JOIN ref.unit_ancestor AS a ON a.unit_code = u.unit_code
JOIN ref.unit AS above ON above.unit_code = a.ancestor_code
WHERE u.kind IN ('department', 'commune') AND above.parent_code IS NOT NULL
    AND (u.valid_to IS NULL OR EXISTS (SELECT 1 FROM core.dossier AS d WHERE d.unit_code = u.unit_code))
