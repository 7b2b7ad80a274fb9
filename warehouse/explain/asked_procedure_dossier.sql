-- each row is a dossier that an asked unit or a descendant received in the period, that unit's procedure in place of its own unit
SELECT c.* REPLACE (concat(w.unit_code, ' ', c.procedure_code) AS unit_code)
FROM mart.counted_dossier AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
JOIN asked_place AS w ON w.unit_code = a.ancestor_code
JOIN scope_period AS p ON c.received_on BETWEEN p.period_start AND p.cut
WHERE wanted_basis IN (c.basis, 'both') AND c.procedure_code IS NOT NULL
