-- each row is a dataset of a source of which the run loaded files, beside what a run usually loads of it
-- Only working days are compared (a Saturday's file is small by nature), and only where enough runs came before; a run
-- that the gate held remembered nothing, its files come again.
WITH loaded AS (
    SELECT
        l.run_id, l.source, l.dataset, count(*) AS file_count, CAST(sum(l.rows_read) AS BIGINT) AS row_count
    FROM ops.load AS l
    LEFT JOIN ops.run AS r ON r.run_id = l.run_id
    LEFT JOIN ref.working_day AS w
        ON w.date = CASE WHEN l.run_id = $run_id THEN CAST($as_of AS DATE) ELSE r.as_of END
    WHERE l.status = 'loaded' AND l.run_id <= $run_id AND r.status IS DISTINCT FROM 'held' AND coalesce(w.is_working, true)
    GROUP BY l.run_id, l.source, l.dataset
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY source, dataset ORDER BY run_id DESC) AS rank
    FROM loaded
    WHERE run_id < $run_id
),
usual AS (
    SELECT
        source, dataset, count(*) AS runs_before,
        median(file_count) AS file_count, median(row_count) AS row_count
    FROM ranked
    WHERE rank <= $history_runs
    GROUP BY source, dataset
)
SELECT
    n.source, n.dataset, n.file_count, n.row_count, u.runs_before,
    CAST(round(u.file_count) AS BIGINT) AS usual_file_count,
    CAST(round(u.row_count) AS BIGINT) AS usual_row_count,
    n.file_count / nullif(u.file_count, 0) AS file_ratio,
    n.row_count / nullif(u.row_count, 0) AS row_ratio
FROM loaded AS n
JOIN usual AS u ON u.source = n.source AND u.dataset = n.dataset AND u.runs_before >= $history_needed
WHERE n.run_id = $run_id
ORDER BY n.source, n.dataset
