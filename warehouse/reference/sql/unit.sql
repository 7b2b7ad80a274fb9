-- each row is a unit; its statistical code is that of the one commune with its name on its last valid day up to as-of
INSERT INTO ref.unit
WITH unit AS (
    SELECT
        unit_code, name, kind, parent_code, CAST(sort_order AS BIGINT) AS sort_order,
        CAST(valid_from AS DATE) AS valid_from, CAST(valid_to AS DATE) AS valid_to,
        successor_code, name_key, registered_from, source
    FROM reference_rows
),
seen AS (
    SELECT
        unit_code, name_key,
        greatest(
            least(CAST($as_of AS DATE), coalesce(valid_to - 1, CAST($as_of AS DATE))),
            coalesce(valid_from, DATE '0001-01-01')
        ) AS seen_on
    FROM unit
),
namesake AS (
    SELECT seen.unit_code, min(commune.gso_code) AS gso_code
    FROM seen
    INNER JOIN ref.commune AS commune
        ON commune.name_key = seen.name_key
        AND (commune.valid_from IS NULL OR commune.valid_from <= seen.seen_on)
        AND (commune.valid_to IS NULL OR seen.seen_on < commune.valid_to)
    GROUP BY seen.unit_code
    HAVING count(*) = 1
)
SELECT
    unit.unit_code, namesake.gso_code, unit.name, unit.kind, unit.parent_code, unit.sort_order, unit.valid_from,
    unit.valid_to, unit.successor_code, unit.name_key, unit.registered_from, unit.source
FROM unit
LEFT JOIN namesake ON namesake.unit_code = unit.unit_code
ORDER BY unit.sort_order NULLS LAST, unit.unit_code;
