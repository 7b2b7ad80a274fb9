-- one row: what the published run read, and how many dossiers there are
SELECT
    r.rows_read, r.rows_loaded, r.rows_unchanged, r.rows_quarantined,
    (SELECT count(*) FROM ops.load AS l WHERE l.run_id = r.run_id) AS files,
    (SELECT count(*) FROM core.dossier WHERE NOT is_deleted) AS dossiers
FROM ops.run AS r
JOIN ops.publication AS p ON p.run_id = r.run_id
