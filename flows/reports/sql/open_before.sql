-- each row is column (11) of a unit at the end of the day before $start; none where no period of that end is published
-- A unit without a row in a published period had nothing open.
SELECT unit_code, max(open_total) AS open_total
FROM mart.form_06a_period
WHERE basis = 'city' AND period_end = CAST($start AS DATE) - 1 AND sector_code IS NULL
GROUP BY unit_code
ORDER BY unit_code
