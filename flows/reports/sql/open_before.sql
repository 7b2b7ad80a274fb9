-- one row: column (11) of the unit at the end of the day before $start; NULL where no period of that end is published
-- A unit without a row in a published period had nothing open.
SELECT
    CASE
        WHEN count(*) > 0 THEN coalesce(max(open_total) FILTER (WHERE unit_code = $unit_code AND sector_code IS NULL), 0)
    END AS open_before
FROM mart.form_06a_period
WHERE basis = 'city' AND period_end = CAST($start AS DATE) - 1
