-- each row is a reason why rows of a file were set aside and still are, with how many and how many are new in this run
SELECT
    file,
    dataset,
    column_name,
    rule,
    min(reason) AS reason,
    count(*) AS rows_set_aside,
    count(*) FILTER (WHERE first_seen_run = $run_id) AS rows_new
FROM ops.quarantine
WHERE resolved_run IS NULL
GROUP BY file, dataset, column_name, rule
ORDER BY rows_new DESC, rows_set_aside DESC, file, column_name, rule
