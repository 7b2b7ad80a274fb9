-- each row is a source with its newest file and the last run that loaded one
SELECT l.source, max(l.modified_at) AS newest_file, max(l.run_id) AS last_run
FROM ops.load AS l
JOIN ops.run AS r USING (run_id)
WHERE l.status = 'loaded' AND r.status IN ('published', 'kept', 'running')
GROUP BY l.source
