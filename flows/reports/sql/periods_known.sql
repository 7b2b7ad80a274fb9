-- one row: the first and the last published period of a kind
SELECT min(period_start) AS first_start, max(period_end) AS last_end
FROM mart.form_06a_period
WHERE basis = 'city' AND period_kind = $kind
