-- each row is a file that the run met (or that only ops.quarantine knows), its counts beside what stands in ops.quarantine
-- A run that the gate held remembered nothing: a file that only such a run read is not known, whatever its line says.
WITH remembered AS (
    SELECT DISTINCT l.sha256
    FROM ops.load AS l
    LEFT JOIN ops.run AS r ON r.run_id = l.run_id
    WHERE l.status = 'loaded' AND r.status IS DISTINCT FROM 'held'
),
met AS (
    SELECT
        source, coalesce(dataset, '?') AS dataset, file, status, message, unknown_headings,
        CASE
            WHEN status <> 'known' THEN NULL
            WHEN sha256 IN (SELECT sha256 FROM remembered) THEN 'remembered'
            ELSE 'held'
        END AS known_as,
        coalesce(rows_read, 0) AS rows_read,
        coalesce(rows_quarantined, 0) AS rows_quarantined,
        coalesce(rows_loaded, 0) + coalesce(rows_unchanged, 0) + coalesce(rows_quarantined, 0) AS rows_accounted,
        CAST(sum(coalesce(rows_quarantined, 0)) OVER (PARTITION BY source, dataset, file) AS BIGINT) AS rows_set_aside
    FROM ops.load
    WHERE run_id = $run_id
),
reason AS (
    SELECT
        source, coalesce(dataset, '?') AS dataset, file, coalesce(column_name, rule) AS place, rule,
        -- a reason opens with the column and what is wrong; what was expected follows after `;` or `.`
        regexp_extract(min(reason), '^[^;.]+') AS told,
        count(*) AS row_count
    FROM ops.quarantine
    WHERE run_id = $run_id
    GROUP BY source, coalesce(dataset, '?'), file, coalesce(column_name, rule), rule
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY source, dataset, file ORDER BY row_count DESC, place, rule) AS rank
    FROM reason
),
set_aside AS (
    SELECT
        source, dataset, file, CAST(sum(row_count) AS BIGINT) AS rows_recorded,
        string_agg(told || ' (' || row_count || ' dòng)', '; ' ORDER BY rank) FILTER (WHERE rank <= 3) AS reasons_vi,
        string_agg(
            CASE WHEN place = rule THEN rule ELSE place || ' ' || rule END || ' (' || row_count || ' rows)', '; ' ORDER BY rank
        ) FILTER (WHERE rank <= 3) AS reasons_en
    FROM ranked
    GROUP BY source, dataset, file
)
SELECT
    coalesce(m.source, s.source) AS source,
    coalesce(m.dataset, s.dataset) AS dataset,
    coalesce(m.file, s.file) AS file,
    m.status, m.known_as, m.message AS told, m.unknown_headings,
    m.rows_read, m.rows_accounted, m.rows_quarantined,
    coalesce(m.rows_set_aside, 0) AS rows_set_aside,
    coalesce(s.rows_recorded, 0) AS rows_recorded,
    coalesce(s.reasons_vi, '—') AS reasons_vi,
    coalesce(s.reasons_en, '—') AS reasons_en,
    CAST(m.rows_quarantined AS DOUBLE) / nullif(m.rows_read, 0) AS share,
    CASE
        WHEN m.rows_quarantined > $quarantine_rows THEN CAST(m.rows_quarantined AS DOUBLE) / nullif(m.rows_read, 0)
    END AS judged_share
FROM met AS m
FULL JOIN set_aside AS s ON s.source = m.source AND s.dataset = m.dataset AND s.file = m.file
ORDER BY source, dataset, file
