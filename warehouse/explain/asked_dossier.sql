-- each row is a counted dossier of the wanted unit or a descendant, as a unit of its own; those that count nowhere in the period are left out
SELECT c.* REPLACE (c.dossier_code AS unit_code)
FROM mart.counted_dossier AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
CROSS JOIN scope_period AS p
WHERE
    a.ancestor_code = wanted_unit AND c.basis = wanted_basis AND c.received_on <= p.cut
    AND (c.finished_on IS NULL OR c.finished_on >= p.period_start OR c.due_on BETWEEN p.period_start AND p.cut)
