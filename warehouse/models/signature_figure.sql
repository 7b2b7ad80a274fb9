-- each row is the signing transactions of one unit (its descendants included) created in one period, for Đ10 and Đ11
-- Signers are those with a completed transaction. They are not additive, so distinct ones are counted over the unit's
-- descendants; the key of a person holds the unit, so that one name in two units is two signers. Reads signature_cell.
SELECT
    c.period_no, c.basis, a.ancestor_code AS unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    count(DISTINCT CASE WHEN c.completed > 0 THEN c.signer_key END) AS signers,
    CAST(sum(c.completed) AS BIGINT) AS completed,
    CAST(sum(c.completed + c.failed + c.cancelled + c.expired) AS BIGINT) AS ended
FROM signature_cell AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
GROUP BY c.period_no, c.basis, a.ancestor_code
