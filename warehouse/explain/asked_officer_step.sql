-- each row is a processing step of the wanted unit or a descendant that may run in the period, its officer in place of its unit
SELECT s.* REPLACE (s.officer_key AS unit_code)
FROM core.dossier_step AS s
JOIN ref.unit_ancestor AS a ON a.unit_code = s.unit_code
CROSS JOIN scope_period AS p
WHERE
    a.ancestor_code = wanted_unit AND s.basis = wanted_basis AND s.officer_key IS NOT NULL
    AND CAST(s.started_at AS DATE) <= p.cut AND (s.done_at IS NULL OR CAST(s.done_at AS DATE) >= p.period_start)
