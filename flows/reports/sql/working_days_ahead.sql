-- each row is one of the next working days after $as_of, with how many working days it is ahead
SELECT ahead.date AS day, CAST(ahead.ordinal - today.ordinal AS BIGINT) AS days_ahead
FROM ref.working_day AS today
JOIN ref.working_day AS ahead ON ahead.ordinal BETWEEN today.ordinal + 1 AND today.ordinal + $days AND ahead.is_working
WHERE today.date = $as_of
ORDER BY ahead.date
