-- Each row is a unit whose late rate of the month of as-of left its own limits upwards, or stays on one side of its centre.
INSERT INTO event BY NAME
SELECT
    'signal' AS kind, concat_ws('|', 'signal', r.unit_code, r.period_start, r.signal) AS event_key,
    r.unit_code, u.name AS unit_name, r.unit_code AS subject, r.signal AS about, r.period_start AS day,
    r.resolved_late AS number, r.resolved AS of_number, CAST(round(r.late_rate * 1000000) AS BIGINT) AS weight
FROM mart.late_rate AS r
JOIN ops.publication AS o ON r.period_start = date_trunc('month', o.as_of)
LEFT JOIN ref.unit AS u ON u.unit_code = r.unit_code
WHERE r.signal IN ('above', 'run') AND r.late_rate > r.centre
