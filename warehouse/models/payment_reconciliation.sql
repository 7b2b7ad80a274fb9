-- each row is a finding about the payments of one dossier: where its record and its payment requests do not agree
-- As recorded now, whatever the day; basis city. Without any payment request on record there is nothing to compare.
WITH paid AS (
    SELECT
        r.dossier_code,
        min(r.unit_code) AS unit_code,
        count(*) AS requests,
        count(*) FILTER (WHERE r.state = 'success') AS succeeded,
        CAST(sum(CASE WHEN r.state = 'success' THEN r.amount ELSE 0 END) AS BIGINT) AS paid_amount
    FROM core.payment_request AS r
    WHERE r.basis = 'city'
    GROUP BY r.dossier_code
),
dossier AS (
    SELECT d.dossier_code, d.unit_code, d.fee_amount, coalesce(d.paid_online IN (1, 2), false) AS is_paid_online
    FROM core.dossier AS d
    WHERE d.basis = 'city' AND NOT d.is_deleted
),
compared AS (
    SELECT
        coalesce(d.dossier_code, p.dossier_code) AS dossier_code,
        coalesce(d.unit_code, p.unit_code) AS unit_code,
        d.dossier_code IS NOT NULL AS is_known,
        coalesce(d.is_paid_online, false) AS is_paid_online,
        d.fee_amount,
        coalesce(p.requests, 0) AS requests,
        coalesce(p.succeeded, 0) AS succeeded,
        coalesce(p.paid_amount, 0) AS paid_amount
    FROM dossier AS d
    FULL JOIN paid AS p ON p.dossier_code = d.dossier_code
    WHERE p.dossier_code IS NOT NULL OR (d.is_paid_online AND EXISTS (SELECT 1 FROM core.payment_request WHERE basis = 'city'))
)
SELECT
    dossier_code, unit_code, 'paid_without_transaction' AS kind,
    'Hồ sơ ghi đã thanh toán trực tuyến nhưng không có yêu cầu thanh toán thành công' AS detail,
    fee_amount, paid_amount, requests, succeeded
FROM compared
WHERE is_paid_online AND succeeded = 0
UNION ALL
SELECT
    dossier_code, unit_code, 'transaction_without_dossier', 'Có yêu cầu thanh toán nhưng không có hồ sơ mang mã này',
    fee_amount, paid_amount, requests, succeeded
FROM compared
WHERE NOT is_known
UNION ALL
SELECT
    dossier_code, unit_code, 'amount_differs', 'Tổng số tiền thanh toán thành công khác phí, lệ phí ghi trong hồ sơ',
    fee_amount, paid_amount, requests, succeeded
FROM compared
WHERE succeeded > 0 AND paid_amount <> fee_amount
UNION ALL
SELECT
    dossier_code, unit_code, 'paid_twice', 'Có nhiều hơn một yêu cầu thanh toán thành công',
    fee_amount, paid_amount, requests, succeeded
FROM compared
WHERE succeeded > 1
