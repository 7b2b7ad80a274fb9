-- each row is a unit with its late rate of the running month, the highest first
-- Parameters: ranked_from (a unit that finished fewer dossiers is left out), limit.
SELECT r.unit_code, u.name, r.resolved_late, r.resolved, r.late_rate, r.open_overdue, r."open", r.period_start
FROM mart.late_rate AS r
JOIN ref.unit AS u ON u.unit_code = r.unit_code
WHERE r.period_start = (SELECT max(period_start) FROM mart.late_rate) AND u.parent_code IS NOT NULL AND r.resolved >= $ranked_from
ORDER BY r.late_rate DESC, r.resolved DESC, r.unit_code
LIMIT $limit
