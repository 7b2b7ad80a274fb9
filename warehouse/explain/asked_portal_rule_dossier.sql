-- each row is a dossier of the wanted unit or a descendant under the portal's rule, as a unit of its own
SELECT d.* REPLACE (d.dossier_code AS unit_code)
FROM mart.portal_rule_dossier AS d
JOIN ref.unit_ancestor AS a ON a.unit_code = d.unit_code
CROSS JOIN scope_period AS p
WHERE
    a.ancestor_code = wanted_unit AND d.basis = wanted_basis AND d.received_on <= p.cut
    AND (d.received_on >= p.period_start OR d.ended_on >= p.period_start)
