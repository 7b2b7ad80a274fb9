-- each row is how many dossiers of one unit (descendants included), or of one procedure of a wanted unit, both sides received
-- in one period, and how many of the city's are among the portal's (QĐ 766/QĐ-TTg, 1.4): both received in the period, by the
-- unit or a descendant. Reads scope_period, scope_procedure_unit, sync_match, dossier_figure.
WITH period_day AS (
    SELECT p.period_no, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
found AS (
    SELECT
        m.dossier_code, m.is_by_code, c.unit_code, p.unit_code AS portal_unit_code,
        CASE WHEN c.procedure_code = p.procedure_code THEN c.procedure_code END AS procedure_code,
        least(c.received_on, p.received_on) AS first_on, greatest(c.received_on, p.received_on) AS last_on
    FROM sync_match AS m
    JOIN mart.counted_dossier AS c ON c.basis = 'city' AND c.dossier_code = m.dossier_code
    JOIN mart.counted_dossier AS p ON p.basis = 'portal' AND p.dossier_code = m.portal_dossier_code
),
weighed AS (
    SELECT unit_code, portal_unit_code, portal_unit_code AS other_unit_code, procedure_code, first_on, last_on, 1 AS weight
    FROM found
    UNION ALL -- a dossier found by both of its codes counts once where both records are
    SELECT
        a.unit_code, a.portal_unit_code, b.portal_unit_code,
        CASE WHEN a.procedure_code = b.procedure_code THEN a.procedure_code END,
        least(a.first_on, b.first_on), greatest(a.last_on, b.last_on), -1
    FROM found AS a
    JOIN found AS b ON b.dossier_code = a.dossier_code AND NOT b.is_by_code
    WHERE a.is_by_code
),
by_day AS (
    SELECT unit_code, portal_unit_code, other_unit_code, procedure_code, first_on, last_on, CAST(sum(weight) AS BIGINT) AS dossiers
    FROM weighed
    GROUP BY unit_code, portal_unit_code, other_unit_code, procedure_code, first_on, last_on
),
by_period AS (
    SELECT
        f.period_no, d.unit_code, d.portal_unit_code, d.other_unit_code, d.procedure_code,
        CAST(sum(d.dossiers) AS BIGINT) AS dossiers
    FROM by_day AS d
    JOIN period_day AS f ON f.day = d.first_on
    JOIN period_day AS l ON l.day = d.last_on AND l.period_no = f.period_no
    GROUP BY f.period_no, d.unit_code, d.portal_unit_code, d.other_unit_code, d.procedure_code
),
in_both AS ( -- units above all sides
    SELECT b.period_no, a.ancestor_code AS unit_code, b.procedure_code, b.dossiers
    FROM by_period AS b
    JOIN ref.unit_ancestor AS a ON a.unit_code = b.unit_code
    JOIN ref.unit_ancestor AS p ON p.unit_code = b.portal_unit_code AND p.ancestor_code = a.ancestor_code
    JOIN ref.unit_ancestor AS o ON o.unit_code = b.other_unit_code AND o.ancestor_code = a.ancestor_code
),
part AS (
    SELECT period_no, unit_code, CAST(NULL AS VARCHAR) AS procedure_code, dossiers AS found, 0 AS city_received, 0 AS portal_received
    FROM in_both
    UNION ALL
    SELECT i.period_no, i.unit_code, i.procedure_code, i.dossiers, 0, 0
    FROM in_both AS i
    JOIN scope_procedure_unit AS s ON s.unit_code = i.unit_code
    WHERE i.procedure_code IS NOT NULL
    UNION ALL
    SELECT period_no, unit_code, procedure_code, 0, received, 0 FROM dossier_figure WHERE basis = 'city'
    UNION ALL
    SELECT period_no, unit_code, procedure_code, 0, 0, received FROM dossier_figure WHERE basis = 'portal'
),
summed AS (
    SELECT
        period_no, unit_code, procedure_code,
        CAST(sum(found) AS BIGINT) AS found,
        CAST(sum(city_received) AS BIGINT) AS city_received,
        CAST(sum(portal_received) AS BIGINT) AS portal_received
    FROM part
    GROUP BY period_no, unit_code, procedure_code
)
SELECT
    s.period_no, 'portal' AS basis, s.unit_code, s.procedure_code, s.found, s.city_received, s.portal_received,
    greatest(s.city_received, s.portal_received) AS larger_received
FROM summed AS s
-- without any record of the portal nothing is known, which is not 0
WHERE greatest(s.city_received, s.portal_received) > 0 AND EXISTS (SELECT 1 FROM core.dossier AS d WHERE d.basis = 'portal')
