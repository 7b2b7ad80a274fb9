-- each row is a signing transaction of the wanted unit or a descendant, its signer in place of its unit
SELECT s.* REPLACE (s.signer_key AS unit_code)
FROM core.signature AS s
JOIN ref.unit_ancestor AS a ON a.unit_code = s.unit_code
CROSS JOIN scope_period AS p
WHERE
    a.ancestor_code = wanted_unit AND s.basis = wanted_basis AND s.signer_key IS NOT NULL
    AND CAST(s.created_at AS DATE) BETWEEN p.period_start AND p.cut
