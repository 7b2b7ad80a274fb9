-- each row is an indicator that one unit has returned for one period
SELECT DISTINCT unit_code, indicator_id
FROM core.unit_return
WHERE
    NOT is_deleted AND period_kind = $kind AND period_start = $start AND denominator IS NOT NULL
    AND (numerator IS NOT NULL OR indicator_id = 'Đ10')
ORDER BY unit_code, indicator_id
