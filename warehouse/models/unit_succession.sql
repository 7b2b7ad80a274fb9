-- each row is a unit with a unit for whose history its dossiers count: its own line upwards, and what it was merged into whole
-- Reached by parents alone the figures are that unit's own; by at least one succession they are its predecessors'. A successor
-- of a successor counts too, and so does the unit above either. A unit that was split has no successor: nothing is apportioned.
-- A unit that ended in the unit above it (the provinces merged into the city) is its predecessor, not a part of its own line.
WITH RECURSIVE line AS (
    SELECT u.unit_code, u.unit_code AS heir_code, false AS is_inherited, false AS is_climbed FROM ref.unit AS u
    UNION
    SELECT l.unit_code, s.next_code, l.is_inherited OR s.is_succession, l.is_climbed OR NOT s.is_succession
    FROM line AS l
    JOIN (
        SELECT unit_code, parent_code AS next_code, false AS is_succession FROM ref.unit WHERE parent_code IS NOT NULL AND parent_code IS DISTINCT FROM successor_code
        UNION ALL
        SELECT unit_code, successor_code, true FROM ref.unit WHERE successor_code IS NOT NULL
    ) AS s ON s.unit_code = l.heir_code
)
SELECT
    unit_code, heir_code,
    CASE WHEN min(CASE WHEN is_inherited THEN 1 ELSE 0 END) = 0 THEN 'own' ELSE 'predecessors' END AS relation,
    max(CASE WHEN is_inherited AND NOT is_climbed AND unit_code <> heir_code THEN 1 ELSE 0 END) = 1 AS is_whole_predecessor
FROM line
GROUP BY unit_code, heir_code
