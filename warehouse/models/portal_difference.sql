-- each row is one way in which a dossier of the city and the portal's copy of it differ, as seen at as-of
-- Of dossiers that the city rule counts on at least one side. Where only one side has any record there is nothing to compare.
-- Reads scope_as_of, sync_match.
WITH seen AS (
    SELECT
        c.basis, c.dossier_code, c.unit_code, c.received_on, c.due_on, d.status,
        CASE WHEN c.finished_on <= s.as_of THEN c.finished_on END AS finished_on,
        d.supplement_count, d.supplement_seconds
    FROM mart.counted_dossier AS c
    JOIN core.dossier AS d ON d.basis = c.basis AND d.dossier_code = c.dossier_code
    CROSS JOIN scope_as_of AS s
    WHERE c.received_on <= s.as_of
        AND EXISTS (SELECT 1 FROM core.dossier AS p WHERE p.basis = 'portal')
        AND EXISTS (SELECT 1 FROM core.dossier AS o WHERE o.basis = 'city')
),
by_code AS (
    SELECT dossier_code, portal_dossier_code FROM sync_match WHERE is_by_code
),
copy AS ( -- the record under the code itself goes before the one under the national code
    SELECT dossier_code, portal_dossier_code FROM by_code
    UNION ALL
    SELECT n.dossier_code, n.portal_dossier_code
    FROM sync_match AS n
    WHERE NOT n.is_by_code AND NOT EXISTS (SELECT 1 FROM by_code AS b WHERE b.dossier_code = n.dossier_code)
),
ours AS (
    SELECT
        o.dossier_code, k.portal_dossier_code, p.dossier_code IS NOT NULL AS is_counted_there,
        o.unit_code, o.received_on, o.due_on, o.finished_on, o.status, o.supplement_count, o.supplement_seconds,
        p.unit_code AS portal_unit_code, p.received_on AS portal_received_on, p.due_on AS portal_due_on,
        p.finished_on AS portal_finished_on, p.status AS portal_status, p.supplement_count AS portal_supplement_count,
        p.supplement_seconds AS portal_supplement_seconds
    FROM seen AS o
    LEFT JOIN copy AS k ON k.dossier_code = o.dossier_code
    LEFT JOIN seen AS p ON p.basis = 'portal' AND p.dossier_code = k.portal_dossier_code
    WHERE o.basis = 'city'
),
in_both AS (
    SELECT * FROM ours WHERE is_counted_there
),
known_here AS (
    SELECT m.portal_dossier_code, max(CASE WHEN o.dossier_code IS NULL THEN 0 ELSE 1 END) AS counted
    FROM sync_match AS m
    LEFT JOIN ours AS o ON o.dossier_code = m.dossier_code
    GROUP BY m.portal_dossier_code
),
theirs AS (
    SELECT p.dossier_code, p.unit_code, p.received_on, p.status, h.counted
    FROM seen AS p
    LEFT JOIN known_here AS h ON h.portal_dossier_code = p.dossier_code
    WHERE p.basis = 'portal'
),
difference AS (
    SELECT
        CASE WHEN portal_dossier_code IS NULL THEN 'only_here' ELSE 'not_counted_there' END AS kind,
        dossier_code, portal_dossier_code, unit_code, received_on, CAST(status AS VARCHAR) AS ours, CAST(NULL AS VARCHAR) AS portal
    FROM ours
    WHERE NOT is_counted_there
    UNION ALL
    SELECT
        CASE WHEN counted IS NULL THEN 'only_there' ELSE 'not_counted_here' END,
        CAST(NULL AS VARCHAR), dossier_code, unit_code, received_on, CAST(NULL AS VARCHAR), CAST(status AS VARCHAR)
    FROM theirs
    WHERE coalesce(counted, 0) = 0
    UNION ALL
    SELECT 'other_unit', dossier_code, portal_dossier_code, unit_code, received_on, unit_code, portal_unit_code
    FROM in_both
    WHERE unit_code <> portal_unit_code
    UNION ALL
    SELECT
        'other_received_on', dossier_code, portal_dossier_code, unit_code, received_on,
        CAST(received_on AS VARCHAR), CAST(portal_received_on AS VARCHAR)
    FROM in_both
    WHERE received_on <> portal_received_on
    UNION ALL
    SELECT
        CASE WHEN portal_due_on IS NULL THEN 'due_date_missing_there' WHEN due_on IS NULL THEN 'due_date_missing_here' ELSE 'other_due_on' END,
        dossier_code, portal_dossier_code, unit_code, received_on, CAST(due_on AS VARCHAR), CAST(portal_due_on AS VARCHAR)
    FROM in_both
    WHERE due_on IS DISTINCT FROM portal_due_on
    UNION ALL
    SELECT
        'other_finished_on', dossier_code, portal_dossier_code, unit_code, received_on,
        CAST(finished_on AS VARCHAR), CAST(portal_finished_on AS VARCHAR)
    FROM in_both
    WHERE finished_on IS DISTINCT FROM portal_finished_on
    UNION ALL
    SELECT
        'other_status', dossier_code, portal_dossier_code, unit_code, received_on,
        CAST(status AS VARCHAR), CAST(portal_status AS VARCHAR)
    FROM in_both
    WHERE status <> portal_status
    UNION ALL -- what a side does not tell is no difference
    SELECT
        'other_supplements', dossier_code, portal_dossier_code, unit_code, received_on,
        concat(supplement_count, '; ', supplement_seconds), concat(portal_supplement_count, '; ', portal_supplement_seconds)
    FROM in_both
    WHERE supplement_count <> portal_supplement_count OR supplement_seconds <> portal_supplement_seconds
)
SELECT kind, dossier_code, portal_dossier_code, unit_code, received_on, ours, portal
FROM difference
