-- each row is the distinct signers of one unit (its descendants included) in one period beside the certificates issued there
-- The denominator is NULL where nobody has returned how many certificates were issued, so that there is no rate.
SELECT
    period_no, basis, unit_code, procedure_code,
    coalesce(sum(signers), 0) AS numerator, sum(certificates) AS denominator
FROM (
    SELECT period_no, basis, unit_code, procedure_code, signers, CAST(NULL AS DOUBLE) AS certificates
    FROM signature_figure
    WHERE signers > 0
    UNION ALL
    SELECT period_no, basis, unit_code, procedure_code, CAST(NULL AS BIGINT), denominator
    FROM return_figure
    WHERE returned_id = 'Đ10'
) AS figure
GROUP BY period_no, basis, unit_code, procedure_code
