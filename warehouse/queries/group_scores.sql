-- each row is a 766 group (TOTAL last) of one unit in one period
-- Parameters: kind, start, unit.
SELECT s.group_code, s.score, s.max_score, s.published_score, s.difference, s.is_estimate
FROM mart.portal_group_score AS s
WHERE s.period_kind = $kind AND s.period_start = $start AND s.unit_code = $unit
ORDER BY s.group_code = 'TOTAL', s.group_code
