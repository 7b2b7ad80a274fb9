-- one row: the records of a table, those that the run changed, then for each promise of the contract how many break it
-- The conditions are SQL of the contract itself, like its rules; nothing of the data is pasted in.
SELECT count(*), count(*) FILTER (WHERE last_changed_run = $run_id) /* promises */
FROM query_table($table)
