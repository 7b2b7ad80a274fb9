-- each row is a day, without gaps; reference_rows are the days that differ from the ordinary week of 40 hours, or may:
-- then their is_working is NULL and the weekday decides
INSERT INTO ref.working_day
WITH exceptional AS (
    SELECT CAST(date AS DATE) AS date, CAST(is_working AS BOOLEAN) AS is_working, reason, source
    FROM reference_rows
),
day AS (
    SELECT CAST(instant AS DATE) AS date, isodow(instant) AS weekday
    FROM generate_series(CAST($first_day AS DATE), CAST($last_day AS DATE), INTERVAL 1 DAY) AS series (instant)
),
judged AS (
    SELECT
        day.date,
        day.weekday,
        coalesce(exceptional.is_working, day.weekday <= 5) AS is_working,
        exceptional.reason,
        exceptional.source,
        day.date > CAST($reviewed_until AS DATE)
            OR (exceptional.date IS NOT NULL AND exceptional.is_working IS NULL) AS is_provisional
    FROM day
    LEFT JOIN exceptional ON exceptional.date = day.date
)
SELECT
    date,
    is_working,
    coalesce(reason, CASE weekday WHEN 6 THEN 'Thứ Bảy' WHEN 7 THEN 'Chủ nhật' END),
    coalesce(source, 'QĐ 188/1999/QĐ-TTg (tuần làm việc 40 giờ)'),
    CAST(count(*) FILTER (WHERE is_working) OVER (ORDER BY date) AS BIGINT),
    is_provisional
FROM judged
ORDER BY date;
