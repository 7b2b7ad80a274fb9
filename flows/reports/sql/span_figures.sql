-- each row is form II.06a of one unit over all sectors between two days, by the city's own record
SELECT unit_code, resolved_total AS resolved, resolved_late, open_total AS "open", open_overdue
FROM mart.form_06a($first, $last)
WHERE sector_code IS NULL
