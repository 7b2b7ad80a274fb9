-- each row is a file, column and rule with the rows that the published run set aside, the most first
SELECT q.file, q.column_name, q.rule, count(*) AS rows
FROM ops.quarantine AS q
JOIN ops.publication AS p ON p.run_id = q.run_id
GROUP BY q.file, q.column_name, q.rule
ORDER BY rows DESC, q.file, q.column_name, q.rule
LIMIT 8
