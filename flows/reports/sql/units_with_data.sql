-- each row is a unit with at least one dossier received or carried over in a report month that touches the last 31 days
SELECT DISTINCT unit_code
FROM mart.form_06a_period
WHERE
    basis = 'city' AND period_kind = 'report_month' AND sector_code IS NULL AND received_total > 0
    AND period_start <= $as_of AND period_end >= CAST($as_of AS DATE) - 31
