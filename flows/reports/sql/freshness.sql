-- each row is how fresh one dataset of one source was in the run
SELECT source, dataset, last_file_at, newest_record_on, status, message
FROM ops.freshness
WHERE run_id = $run_id
ORDER BY status = 'fresh', source, dataset
