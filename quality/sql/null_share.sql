-- each row is a column of what the run loaded from one source, beside the same column as it was remembered before
-- Like stands beside like: tonight's dossiers are mostly open, those remembered mostly closed, so shares are compared
-- within one status ($stratum) and weighted by the statuses of what the run loaded. A stratum of which too little was
-- remembered tells nothing and is left out; so is a source of which too little was loaded.
WITH version AS (
    SELECT
        *,
        last_changed_run = $run_id AS is_new
    FROM query_table($versions)
    WHERE CASE
        WHEN last_changed_run = $run_id THEN valid_to IS NULL
        ELSE coalesce(valid_to >= (SELECT min(valid_from) FROM query_table($versions) WHERE last_changed_run = $run_id), true)
    END
),
stratum AS (
    SELECT
        basis, source, is_new,
        coalesce(CAST(COLUMNS(lambda c: c = $stratum) AS VARCHAR), '?') AS stratum_value,
        count(*) AS row_count,
        count(COLUMNS(lambda c: list_contains($columns, c)))
    FROM version
    GROUP BY ALL
),
cell AS (
    SELECT *
    FROM stratum UNPIVOT (filled FOR column_name IN (COLUMNS(* EXCLUDE (basis, source, is_new, stratum_value, row_count))))
),
beside AS (
    SELECT
        n.source, n.column_name, n.row_count, n.row_count - n.filled AS empty_count,
        n.row_count * (1 - CAST(b.filled AS DOUBLE) / nullif(b.row_count, 0)) AS usual_empty_count
    FROM cell AS n
    JOIN cell AS b
        ON b.basis = n.basis AND b.source = n.source AND b.stratum_value = n.stratum_value AND b.column_name = n.column_name
    WHERE n.is_new AND NOT b.is_new AND b.row_count >= $null_share_rows
)
SELECT
    $dataset AS dataset, source, column_name,
    CAST(sum(row_count) AS BIGINT) AS row_count,
    sum(empty_count) / nullif(CAST(sum(row_count) AS DOUBLE), 0) AS null_share,
    sum(usual_empty_count) / nullif(CAST(sum(row_count) AS DOUBLE), 0) AS usual_null_share,
    (sum(empty_count) - sum(usual_empty_count)) / nullif(CAST(sum(row_count) AS DOUBLE), 0) AS null_share_rise
FROM beside
GROUP BY source, column_name
HAVING sum(row_count) >= $null_share_rows
ORDER BY source, column_name
