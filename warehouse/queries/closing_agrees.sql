-- each row is a column of a unit's form II.06a beside the number of frozen dossiers that add up to it
-- Parameters: figures, dossiers (files of a closing), unit.
WITH counted AS (
    SELECT
        count(*) AS received_total,
        count(*) FILTER (WHERE is_received AND is_online) AS received_online,
        count(*) FILTER (WHERE NOT is_received) AS carried_over,
        count(*) FILTER (WHERE standing = 'early') AS resolved_early,
        count(*) FILTER (WHERE standing = 'on_time') AS resolved_on_time,
        count(*) FILTER (WHERE standing = 'late') AS resolved_late,
        count(*) FILTER (WHERE standing = 'open_overdue') AS open_overdue,
        count(*) FILTER (WHERE standing = 'open_waiting') AS open_waiting
    FROM read_parquet($dossiers)
)
SELECT c.measure, CAST(f.value AS BIGINT) AS signed, c.dossiers
FROM (UNPIVOT counted ON COLUMNS(*) INTO NAME measure VALUE dossiers) AS c
JOIN read_parquet($figures) AS f
    ON f.measure = c.measure AND f.unit_code = $unit AND f.sector_code IS NULL AND f.basis = 'city'
