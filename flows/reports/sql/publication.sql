-- one row: the run that built this file
SELECT run_id FROM ops.publication
