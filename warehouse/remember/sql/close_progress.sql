-- The end of the steps that progress records tell of (rows with a record_key), for the dossiers in progress_touched. A
-- record tells when somebody took the dossier up and when he handled it, not when he was done: he was when the next record
-- of the dossier begins; a record whose status is an end (3, 7, 8, 9, 10) is done at its own moment of processing.
UPDATE core.dossier_step AS s
SET done_at = n.done_at
FROM (
    SELECT e.basis, e.dossier_code, e.step_no, CASE WHEN e.ended_at < e.started_at THEN e.started_at ELSE e.ended_at END AS done_at
    FROM (
        SELECT
            p.basis, p.dossier_code, p.step_no, p.started_at,
            least(
                CASE WHEN p.status IN (3, 7, 8, 9, 10) THEN coalesce(p.processed_at, p.started_at) END,
                lead(p.started_at) OVER (
                    PARTITION BY p.basis, p.dossier_code ORDER BY p.started_at, p.processed_at NULLS FIRST, p.step_no
                )
            ) AS ended_at
        FROM core.dossier_step AS p
        WHERE p.record_key IS NOT NULL
            AND EXISTS (SELECT 1 FROM progress_touched AS t WHERE t.basis = p.basis AND t.dossier_code = p.dossier_code)
    ) AS e
) AS n
WHERE n.basis = s.basis AND n.dossier_code = s.dossier_code AND n.step_no = s.step_no AND s.done_at IS DISTINCT FROM n.done_at
