-- each row is a unit with itself or one of the units above it
WITH RECURSIVE line AS (
    SELECT u.unit_code, u.unit_code AS ancestor_code, 0 AS depth FROM ref.unit AS u
    UNION
    SELECT l.unit_code, u.parent_code, l.depth + 1
    FROM line AS l
    JOIN ref.unit AS u ON u.unit_code = l.ancestor_code
    WHERE u.parent_code IS NOT NULL AND u.parent_code <> u.unit_code AND l.depth < 12
)
SELECT DISTINCT unit_code, ancestor_code FROM line
