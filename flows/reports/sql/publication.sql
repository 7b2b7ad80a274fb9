-- one row: the run that built this file, and when it started
SELECT p.run_id, max(r.started_at) AS started_at
FROM ops.publication AS p
LEFT JOIN ops.run AS r ON r.run_id = p.run_id
GROUP BY p.run_id
