-- each row is a dossier that the city or the portal received in the period, with whether the other side did too
-- The denominator is the side with more dossiers, so larger_received is 1 on the rows of that side only; found is told on the city's.
WITH received AS (
    SELECT c.basis, c.dossier_code, c.unit_code, c.procedure_code, c.received_on
    FROM mart.counted_dossier AS c
    JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
    JOIN scope_period AS p ON c.received_on BETWEEN p.period_start AND p.cut
    WHERE a.ancestor_code = wanted_unit AND wanted_basis = 'portal'
),
pair AS (
    SELECT m.dossier_code, m.portal_dossier_code
    FROM sync_match AS m
    JOIN received AS c ON c.basis = 'city' AND c.dossier_code = m.dossier_code
    JOIN received AS p ON p.basis = 'portal' AND p.dossier_code = m.portal_dossier_code
),
paired AS (
    SELECT 'city' AS basis, dossier_code, min(portal_dossier_code) AS paired_code FROM pair GROUP BY dossier_code
    UNION ALL
    SELECT 'portal', portal_dossier_code, min(dossier_code) FROM pair GROUP BY portal_dossier_code
),
larger AS (
    SELECT
        CASE WHEN count(*) FILTER (WHERE basis = 'portal') > count(*) FILTER (WHERE basis = 'city') THEN 'portal' ELSE 'city' END
            AS basis
    FROM received
)
SELECT
    r.basis AS side, r.dossier_code, r.unit_code, r.procedure_code, r.received_on, k.paired_code,
    CASE WHEN r.basis = 'city' AND k.paired_code IS NOT NULL THEN 1 ELSE 0 END AS found,
    CASE WHEN r.basis = l.basis THEN 1 ELSE 0 END AS larger_received
FROM received AS r
CROSS JOIN larger AS l
LEFT JOIN paired AS k ON k.basis = r.basis AND k.dossier_code = r.dossier_code
WHERE EXISTS (SELECT 1 FROM core.dossier AS d WHERE d.basis = 'portal')
