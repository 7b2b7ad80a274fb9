-- each row is the answer of one check in the run; the lists run in parallel
INSERT INTO ops.check_result BY NAME
SELECT
    $run_id AS run_id,
    unnest($check_ids) AS check_id,
    unnest($datasets) AS dataset,
    unnest($severities) AS severity,
    unnest($passed) AS passed,
    unnest($observed) AS observed,
    unnest($expected) AS expected,
    unnest($messages) AS message
