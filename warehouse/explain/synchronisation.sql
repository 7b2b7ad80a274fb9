-- each row is a dossier that the city or the portal received in the period, with whether the other side did too
-- The denominator is the side with more dossiers, so larger_received is 1 on the rows of that side only; found is told on the city's.
WITH received AS (
    SELECT w.unit_code AS place_code, c.basis, c.dossier_code, c.unit_code, c.procedure_code, c.received_on
    FROM mart.counted_dossier AS c
    JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
    JOIN asked_place AS w ON w.unit_code = a.ancestor_code
    JOIN scope_period AS p ON c.received_on BETWEEN p.period_start AND p.cut
    WHERE wanted_basis = 'portal'
),
pair AS (
    SELECT c.place_code, m.dossier_code, m.portal_dossier_code
    FROM sync_match AS m
    JOIN received AS c ON c.basis = 'city' AND c.dossier_code = m.dossier_code
    JOIN received AS p
        ON p.place_code = c.place_code AND p.basis = 'portal' AND p.dossier_code = m.portal_dossier_code
),
paired AS (
    SELECT place_code, 'city' AS basis, dossier_code, min(portal_dossier_code) AS paired_code
    FROM pair
    GROUP BY place_code, dossier_code
    UNION ALL
    SELECT place_code, 'portal', portal_dossier_code, min(dossier_code)
    FROM pair
    GROUP BY place_code, portal_dossier_code
),
larger AS (
    SELECT
        place_code,
        CASE WHEN count(*) FILTER (WHERE basis = 'portal') > count(*) FILTER (WHERE basis = 'city') THEN 'portal' ELSE 'city' END
            AS basis
    FROM received
    GROUP BY place_code
)
SELECT
    r.place_code, r.basis AS side, r.dossier_code, r.unit_code, r.procedure_code, r.received_on, k.paired_code,
    CASE WHEN r.basis = 'city' AND k.paired_code IS NOT NULL THEN 1 ELSE 0 END AS found,
    CASE WHEN r.basis = l.basis THEN 1 ELSE 0 END AS larger_received
FROM received AS r
JOIN larger AS l ON l.place_code = r.place_code
LEFT JOIN paired AS k ON k.place_code = r.place_code AND k.basis = r.basis AND k.dossier_code = r.dossier_code
WHERE EXISTS (SELECT 1 FROM core.dossier AS d WHERE d.basis = 'portal')
