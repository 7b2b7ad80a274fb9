-- each row is a basis: whether every dossier that form II.06a counts is counted, once, and under the city
-- A dossier is known by its code within a basis.
WITH per_unit AS (
    SELECT basis, coalesce(unit_code, '?') AS unit_code, count(*) AS dossiers
    FROM core.dossier
    GROUP BY basis, coalesce(unit_code, '?')
),
placed AS (
    SELECT p.*, u.unit_code IS NULL AS is_unknown, u.unit_code IS NULL OR a.unit_code IS NULL AS is_outside
    FROM per_unit AS p
    LEFT JOIN (SELECT DISTINCT unit_code FROM ref.unit) AS u ON u.unit_code = p.unit_code
    LEFT JOIN (SELECT DISTINCT unit_code FROM ref.unit_ancestor WHERE ancestor_code = $root_unit) AS a ON a.unit_code = p.unit_code
),
remembered AS (
    SELECT
        basis, CAST(sum(dossiers) AS BIGINT) AS dossiers,
        CAST(coalesce(sum(dossiers) FILTER (WHERE is_outside), 0) AS BIGINT) AS outside_root,
        array_to_string(list_sort(list(unit_code) FILTER (WHERE is_outside))[:5], ', ') AS units_outside
    FROM placed
    GROUP BY basis
),
countable AS (
    SELECT basis, count(DISTINCT dossier_code) AS countable
    FROM core.dossier
    WHERE received_at IS NOT NULL AND status NOT IN (1, 3) AND NOT is_deleted
    GROUP BY basis
),
counted AS (
    SELECT basis, count(*) AS counted
    FROM mart.counted_dossier
    GROUP BY basis
),
basis AS (
    SELECT basis FROM remembered UNION SELECT basis FROM counted
)
SELECT
    b.basis,
    coalesce(r.dossiers, 0) AS dossiers, coalesce(r.outside_root, 0) AS outside_root, r.units_outside,
    coalesce(d.countable, 0) AS countable, coalesce(c.counted, 0) AS counted
FROM basis AS b
LEFT JOIN remembered AS r ON r.basis = b.basis
LEFT JOIN countable AS d ON d.basis = b.basis
LEFT JOIN counted AS c ON c.basis = b.basis
ORDER BY b.basis
