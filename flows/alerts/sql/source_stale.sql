-- Each row is a dataset of a source that is older than it may be; told once until newer records come.
INSERT INTO event BY NAME
SELECT
    'source_stale' AS kind, concat_ws('|', 'source_stale', f.source, f.dataset, coalesce(f.newest_record_on, DATE '1900-01-01')) AS event_key,
    f.source AS subject, f.dataset AS about, f.newest_record_on AS day, f.working_days_old AS number,
    coalesce(f.working_days_old, 1000000) AS weight
FROM freshness AS f
WHERE f.status IN ('stale', 'never') AND f.run_id = $run_id
