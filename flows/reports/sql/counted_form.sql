-- each row is a dossier that form II.06a counts between $first and $last, with the columns of the form in which it counts
SELECT
    CAST($span_no AS INTEGER) AS span_no, dossier_code,
    CASE WHEN received_online > 0 THEN '4' WHEN received > 0 THEN '5' ELSE '6' END AS received,
    CASE
        WHEN resolved_early > 0 THEN '8' WHEN resolved_on_time > 0 THEN '9' WHEN resolved_late > 0 THEN '10' WHEN open_overdue > 0 THEN '13'
        WHEN open_waiting > 0 THEN '12 chờ' ELSE '12'
    END AS standing
FROM mart.explain_dossier($root_unit, 'city', CAST($first AS DATE), CAST($last AS DATE))
WHERE received_total > 0
