-- each row is a source with the newest day, not after as-of, that its records in one table tell of
-- The latest day of each column first, then of the row: a garbled day in the future says nothing.
WITH latest AS (
    SELECT
        source,
        max(CASE WHEN CAST(COLUMNS(lambda c: list_contains($columns, c)) AS DATE) <= CAST($as_of AS DATE)
            THEN CAST(COLUMNS(lambda c: list_contains($columns, c)) AS DATE) END)
    FROM query_table($table)
    GROUP BY source
)
SELECT source, max(day) AS newest_record_on
FROM latest UNPIVOT (day FOR column_name IN (COLUMNS(* EXCLUDE (source))))
GROUP BY source
