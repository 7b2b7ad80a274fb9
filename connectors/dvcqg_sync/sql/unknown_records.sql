-- one row: how many records of the answers are of no service that is known, and the names of their fields
SELECT
    count(*) AS records,
    list_sort(list_distinct(flatten(list(CASE WHEN json_type(json) = 'OBJECT' THEN json_keys(json) ELSE [] END)))) AS fields
FROM sync_record
WHERE service IS NULL
