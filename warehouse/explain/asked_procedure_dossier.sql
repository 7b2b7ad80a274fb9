-- each row is a dossier that the wanted unit or a descendant received in the period, its procedure in place of its unit
SELECT c.* REPLACE (c.procedure_code AS unit_code)
FROM mart.counted_dossier AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
JOIN scope_period AS p ON c.received_on BETWEEN p.period_start AND p.cut
WHERE a.ancestor_code = wanted_unit AND c.basis = wanted_basis AND c.procedure_code IS NOT NULL
