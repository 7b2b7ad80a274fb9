-- each row is a dossier of the city's own record that a source is to be asked about, by its code and national code
-- First those never asked about or changed since; then those open in either record, or that the portal does not know.
-- A run loads after it has asked: what it changed itself has been changed since. Parameters: source, most, again (local time before which the latter were last asked about).
WITH portal AS (
    SELECT dossier_code, bool_or(status IN (3, 7, 8, 9, 10)) AS is_closed
    FROM core.dossier
    WHERE basis = 'portal' AND NOT is_deleted
    GROUP BY dossier_code
),
city AS (
    SELECT
        d.dossier_code, d.national_code, a.looked_up_at,
        a.looked_up_at IS NULL OR coalesce(r.finished_at >= a.looked_up_at, false) AS is_new,
        d.status NOT IN (3, 7, 8, 9, 10) OR NOT coalesce(p.is_closed, n.is_closed, false) AS may_change
    FROM core.dossier AS d
    LEFT JOIN ops.looked_up AS a ON a.source = $source AND a.dossier_code = d.dossier_code
    LEFT JOIN ops.run AS r ON r.run_id = d.last_changed_run
    LEFT JOIN portal AS p ON p.dossier_code = d.dossier_code
    LEFT JOIN portal AS n ON n.dossier_code = d.national_code
    WHERE d.basis = 'city' AND NOT d.is_deleted
)
SELECT dossier_code, national_code
FROM city
WHERE is_new OR (may_change AND looked_up_at < $again)
ORDER BY is_new DESC, looked_up_at NULLS FIRST, dossier_code
LIMIT $most
