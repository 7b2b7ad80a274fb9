-- each row is a value that stands in a coded column of a table of records
WITH combination AS (
    SELECT CAST(COLUMNS(lambda c: list_contains($columns, c)) AS VARCHAR), count(*) AS row_count
    FROM query_table($table)
    GROUP BY ALL
)
SELECT
    $dataset AS dataset, column_name, $dataset || '.' || column_name AS place_of_code, value,
    CAST(sum(row_count) AS BIGINT) AS row_count
FROM combination UNPIVOT (value FOR column_name IN (COLUMNS(* EXCLUDE (row_count))))
GROUP BY column_name, value
ORDER BY column_name, value
