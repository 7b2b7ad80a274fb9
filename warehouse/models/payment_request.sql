-- each row is a payment request of a dossier: all attempts under one reference (a missing reference is the transaction's own id)
-- The state is the first that any attempt has of refunded, success, pending, cancelled, failed: never by time, which sources
-- garble. Everything else is that attempt's; of several the one with the greatest time, then the greatest transaction id. Two
-- sources may tell of one transaction: they are attempts of one request.
WITH attempt AS (
    SELECT
        p.basis, p.source, p.dossier_code, p.transaction_id, p.transacted_at,
        coalesce(p.reference, p.transaction_id) AS reference,
        CASE p.state WHEN 'refunded' THEN 1 WHEN 'success' THEN 2 WHEN 'pending' THEN 3 WHEN 'cancelled' THEN 4 ELSE 5 END AS place
    FROM core.payment AS p
    WHERE NOT p.is_deleted
),
request AS (
    SELECT a.basis, a.dossier_code, a.reference, count(*) AS attempts, max(a.transaction_id) AS transaction_id, max(a.source) AS source
    FROM attempt AS a
    GROUP BY a.basis, a.dossier_code, a.reference
),
deciding AS (
    SELECT r.basis, r.source, r.transaction_id, r.attempts
    FROM request AS r
    WHERE r.attempts = 1
    UNION ALL
    SELECT a.basis, a.source, a.transaction_id, r.attempts
    FROM attempt AS a
    JOIN request AS r ON r.basis = a.basis AND r.dossier_code = a.dossier_code AND r.reference = a.reference
    WHERE r.attempts > 1
    QUALIFY row_number() OVER (
        PARTITION BY a.basis, a.dossier_code, a.reference ORDER BY a.place, a.transacted_at DESC NULLS LAST, a.transaction_id DESC, a.source
    ) = 1
)
SELECT
    p.basis, p.source, coalesce(p.reference, p.transaction_id) AS reference, p.dossier_code, p.procedure_code, p.unit_code,
    p.amount, p.state, p.channel, p.bank_code, p.transacted_at, p.receipt_no, d.attempts, p.transaction_id
FROM deciding AS d
JOIN core.payment AS p ON p.basis = d.basis AND p.source = d.source AND p.transaction_id = d.transaction_id
