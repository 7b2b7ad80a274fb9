-- each row is the signing transactions of one unit (its descendants included) with one provider and method, created in one period
-- A provider or method that the source does not tell is a row of its own (NULL). Signers do not add up over rows: a person
-- may sign with two methods and in two months. USB tokens leave no transaction: none is no proof of not signing.
SELECT
    p.period_kind, p.period_start, a.ancestor_code AS unit_code, c.provider, c.method,
    CAST(sum(c.completed) AS BIGINT) AS completed,
    CAST(sum(c.failed) AS BIGINT) AS failed,
    CAST(sum(c.expired) AS BIGINT) AS expired,
    CAST(sum(c.cancelled) AS BIGINT) AS cancelled,
    CAST(sum(c.pending) AS BIGINT) AS pending,
    count(DISTINCT CASE WHEN c.completed > 0 THEN c.signer_key END) AS signers
FROM signature_cell AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
JOIN scope_period AS p ON p.period_no = c.period_no
WHERE c.basis = 'city'
GROUP BY p.period_kind, p.period_start, a.ancestor_code, c.provider, c.method
