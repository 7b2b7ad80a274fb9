-- each row is a file met by the run, those to look at first: rejected, then by rows set aside
SELECT
    source,
    dataset,
    file,
    status,
    message,
    coalesce(rows_read, 0) AS rows_read,
    coalesce(rows_loaded, 0) AS rows_loaded,
    coalesce(rows_unchanged, 0) AS rows_unchanged,
    coalesce(rows_quarantined, 0) AS rows_quarantined
FROM ops.load
WHERE run_id = $run_id
ORDER BY status = 'rejected' DESC, rows_quarantined DESC, rows_read DESC, source, file
