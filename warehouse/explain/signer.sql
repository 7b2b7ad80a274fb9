-- each row is a signer with transactions created in the period: signers is 1 where one was completed
SELECT s.signer_key, s.unit_code, s.transactions, f.completed, f.signers
FROM signature_figure AS f
JOIN (
    SELECT o.signer_key, min(o.unit_code) AS unit_code, count(*) AS transactions
    FROM core.signature AS o
    CROSS JOIN scope_period AS p
    WHERE o.basis = wanted_basis AND NOT o.is_deleted AND CAST(o.created_at AS DATE) BETWEEN p.period_start AND p.cut
    GROUP BY o.signer_key
) AS s ON s.signer_key = f.unit_code
