-- one row at most: what is late in the whole city in the running month
SELECT r.resolved_late, r.resolved, r.late_rate, r.open_overdue, r."open", r.period_start
FROM mart.late_rate AS r
JOIN ref.unit AS u ON u.unit_code = r.unit_code
JOIN ops.publication AS p ON r.period_start = date_trunc('month', p.as_of)
WHERE u.parent_code IS NULL AND u.valid_to IS NULL
ORDER BY r."open" DESC, r.unit_code
LIMIT 1
