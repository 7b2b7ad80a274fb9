-- each row is the answer of one check in the run, failed critical ones first
SELECT check_id, dataset, severity, passed, observed, expected, message
FROM ops.check_result
WHERE run_id = $run_id
ORDER BY coalesce(passed, false), severity = 'critical' DESC, dataset, check_id
