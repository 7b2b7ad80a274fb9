-- each row is a unit that a record registered because the catalogue did not know it, as text
SELECT
    unit_code, coalesce(name, unit_code) AS name, coalesce(kind, '') AS kind, coalesce(parent_code, '') AS parent_code,
    coalesce(CAST(sort_order AS VARCHAR), '') AS sort_order, coalesce(CAST(valid_from AS VARCHAR), '') AS valid_from,
    coalesce(CAST(valid_to AS VARCHAR), '') AS valid_to, coalesce(successor_code, '') AS successor_code,
    registered_from, coalesce(source, '') AS source
FROM ref.unit
WHERE registered_from IS NOT NULL
ORDER BY unit_code;
