-- each row is how many dossiers of one annex a unit has, its descendants included
SELECT l.annex, a.ancestor_code AS unit_code, count(*) AS dossiers
FROM late_annex AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
GROUP BY l.annex, a.ancestor_code
ORDER BY l.annex, a.ancestor_code
