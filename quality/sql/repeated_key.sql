-- one row: the number of keys that stand in a table of records more than once
SELECT count(*) AS repeated
FROM (
    SELECT COLUMNS(lambda c: list_contains($key, c))
    FROM query_table($table)
    GROUP BY ALL
    HAVING count(*) > 1
)
