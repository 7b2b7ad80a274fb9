-- each row is a source with the newest day, not after as-of, that its records in one table tell of
-- A garbled day in the future says nothing.
SELECT
    source,
    CAST(max(list_max(list_filter(
        [*COLUMNS(lambda c: list_contains($columns, c))], lambda x: x < CAST($as_of AS DATE) + 1
    ))) AS DATE) AS newest_record_on
FROM query_table($table)
GROUP BY source
