-- each row is the score of one 766 group (or TOTAL) of one unit in one calendar month
SELECT period_start, unit_code, group_code, score, max_score, published_score, difference, is_estimate
FROM mart.portal_group_score
WHERE period_kind = 'month' AND list_contains($months, period_start)
