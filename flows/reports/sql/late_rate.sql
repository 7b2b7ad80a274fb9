-- each row is a unit's late figures in one calendar month of the last two years up to the newest one with figures of the city
WITH newest AS (
    SELECT max(period_start) AS month FROM mart.late_rate WHERE unit_code = $root_unit AND period_start <= $as_of
)
SELECT
    r.period_start, r.unit_code, r.resolved, r.resolved_late, r."open", r.open_overdue, r.ci_low, r.ci_high,
    r.lower_limit, r.upper_limit, r.signal
FROM mart.late_rate AS r
JOIN newest AS n ON r.period_start <= n.month AND r.period_start > n.month - INTERVAL 24 MONTH
ORDER BY r.unit_code, r.period_start
