-- one row at most: the unit above all others, that is the one without a unit above it that has the most units below it
SELECT u.unit_code
FROM ref.unit AS u
JOIN ref.unit_ancestor AS a ON a.ancestor_code = u.unit_code
WHERE u.parent_code IS NULL OR u.parent_code = u.unit_code
GROUP BY u.unit_code
ORDER BY count(*) DESC, u.unit_code
LIMIT 1
