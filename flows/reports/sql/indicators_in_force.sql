-- each row is an indicator whose definition is in force on $on
SELECT indicator_id, title_vi
FROM ref.indicator
WHERE (valid_from IS NULL OR valid_from <= $on) AND (valid_to IS NULL OR valid_to > $on)
ORDER BY indicator_id
