-- each row is how fresh one dataset of one source was in the run; the lists run in parallel
INSERT INTO ops.freshness BY NAME
SELECT
    $run_id AS run_id,
    unnest($sources) AS source,
    unnest($datasets) AS dataset,
    CAST(unnest($last_files) AS TIMESTAMP) AS last_file_at,
    CAST(unnest($newest) AS DATE) AS newest_record_on,
    CAST(unnest($ages) AS BIGINT) AS working_days_old,
    unnest($statuses) AS status,
    unnest($messages) AS message
