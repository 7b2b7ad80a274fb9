-- each row is a stretch of days at whose ends a dossier waits for the applicant (status 5 or 6); those of a dossier do not overlap
-- At as-of the newest record decides; on earlier days the dossier's steps where it has any, else the newest record too.
-- Reads scope_as_of.
WITH step AS ( -- running at the end of a day: started by then and not done by then
    SELECT
        s.basis, s.dossier_code, s.step_no, CAST(s.started_at AS DATE) AS from_on,
        least(CAST(s.done_at AS DATE), a.as_of) AS until_on
    FROM core.dossier_step AS s
    CROSS JOIN scope_as_of AS a
    WHERE s.status IN (5, 6) AND NOT s.is_deleted
),
covered AS (
    SELECT
        s.*,
        max(s.until_on) OVER (
            PARTITION BY s.basis, s.dossier_code
            ORDER BY s.from_on, s.until_on, s.step_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS covered_until
    FROM step AS s
    WHERE s.from_on < s.until_on
),
stretch AS (
    SELECT
        c.*,
        sum(CASE WHEN c.covered_until >= c.from_on THEN 0 ELSE 1 END) OVER (
            PARTITION BY c.basis, c.dossier_code
            ORDER BY c.from_on, c.until_on, c.step_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS stretch_no
    FROM covered AS c
),
has_steps AS (
    SELECT DISTINCT c.basis, c.dossier_code
    FROM mart.counted_dossier AS c
    JOIN core.dossier_step AS s ON s.basis = c.basis AND s.dossier_code = c.dossier_code
    WHERE c.is_waiting AND NOT s.is_deleted
)
SELECT basis, dossier_code, min(from_on) AS from_on, max(until_on) AS until_on
FROM stretch
GROUP BY basis, dossier_code, stretch_no
UNION ALL
SELECT
    c.basis, c.dossier_code,
    CASE WHEN h.dossier_code IS NULL THEN c.received_on ELSE a.as_of END AS from_on,
    CAST(NULL AS DATE) AS until_on
FROM mart.counted_dossier AS c
CROSS JOIN scope_as_of AS a
LEFT JOIN has_steps AS h ON h.basis = c.basis AND h.dossier_code = c.dossier_code
WHERE c.is_waiting
