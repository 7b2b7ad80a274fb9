-- each row is a finished or running period of one of the two calendars, cut at as-of
-- Parameters: first_day (first receipt on record), as_of.
-- Calendar periods: month, quarter, year. Report periods (TT 01/2020/TT-VPCP): a month runs from the 15th of the month
-- before to the 14th, a quarter from the 15th of the month before it, half a year, nine months and a year from 15 December.
WITH named AS (
    SELECT w.date AS day, month(w.date) AS month_no
    FROM ref.working_day AS w
    WHERE day(w.date) = 1 AND w.date <= CAST($as_of AS DATE)
),
period AS (
    SELECT 'month' AS period_kind, day AS period_start, CAST(day + INTERVAL 1 MONTH AS DATE) - 1 AS period_end FROM named
    UNION ALL SELECT 'quarter', day, CAST(day + INTERVAL 3 MONTH AS DATE) - 1 FROM named WHERE month_no IN (1, 4, 7, 10)
    UNION ALL SELECT 'year', day, CAST(day + INTERVAL 12 MONTH AS DATE) - 1 FROM named WHERE month_no = 1
    UNION ALL SELECT 'report_month', day + 14, CAST(day + INTERVAL 1 MONTH AS DATE) + 13 FROM named
    UNION ALL SELECT 'report_quarter', day + 14, CAST(day + INTERVAL 3 MONTH AS DATE) + 13 FROM named WHERE month_no IN (12, 3, 6, 9)
    UNION ALL SELECT 'report_half', day + 14, CAST(day + INTERVAL 6 MONTH AS DATE) + 13 FROM named WHERE month_no = 12
    UNION ALL SELECT 'report_nine_months', day + 14, CAST(day + INTERVAL 9 MONTH AS DATE) + 13 FROM named WHERE month_no = 12
    UNION ALL SELECT 'report_year', day + 14, CAST(day + INTERVAL 12 MONTH AS DATE) + 13 FROM named WHERE month_no = 12
)
SELECT
    CAST(row_number() OVER (ORDER BY period_kind, period_start) AS INTEGER) AS period_no,
    period_kind, period_start, period_end, least(period_end, CAST($as_of AS DATE)) AS cut
FROM period
WHERE period_start <= CAST($as_of AS DATE) AND period_end >= CAST($first_day AS DATE)
ORDER BY period_no
