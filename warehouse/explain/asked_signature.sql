-- each row is a signing transaction of the wanted unit or a descendant created by the cut, as a unit of its own
SELECT s.* REPLACE (s.signature_id AS unit_code)
FROM core.signature AS s
JOIN ref.unit_ancestor AS a ON a.unit_code = s.unit_code
CROSS JOIN scope_period AS p
WHERE
    a.ancestor_code = wanted_unit AND s.basis = wanted_basis
    AND CAST(s.created_at AS DATE) BETWEEN p.period_start AND p.cut
