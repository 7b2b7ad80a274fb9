-- each row is an expected dataset of a source with its age in working days; the lists run in parallel
-- An age counts the working days after the newest record up to as-of: yesterday's records are as fresh on a Monday as on
-- the Saturday before.
WITH expected AS (
    SELECT
        unnest($sources) AS source, unnest($datasets) AS dataset,
        CAST(unnest($newest) AS DATE) AS newest_record_on, unnest($allowed) AS allowed
),
file AS (
    SELECT l.source, l.dataset, max(l.modified_at) AS last_file_at, bool_or(l.run_id = $run_id) AS is_met
    FROM ops.load AS l
    LEFT JOIN ops.run AS r ON r.run_id = l.run_id
    WHERE l.status = 'loaded' AND l.run_id <= $run_id AND r.status IS DISTINCT FROM 'held'
    GROUP BY l.source, l.dataset
),
today AS (
    SELECT
        max(ordinal) AS ordinal,
        coalesce(bool_or(is_working) FILTER (WHERE date = CAST($as_of AS DATE)), true) AS is_working
    FROM ref.working_day
    WHERE date <= CAST($as_of AS DATE)
),
aged AS (
    SELECT
        e.source, e.dataset, e.allowed, f.last_file_at, e.newest_record_on,
        CAST((SELECT ordinal FROM today) - coalesce(max(w.ordinal), 0) AS BIGINT) AS working_days_old,
        coalesce(bool_or(f.is_met), false) AS has_new_file
    FROM expected AS e
    LEFT JOIN file AS f ON f.source = e.source AND f.dataset = e.dataset
    LEFT JOIN ref.working_day AS w ON w.date = e.newest_record_on
    GROUP BY e.source, e.dataset, e.allowed, f.last_file_at, e.newest_record_on
)
SELECT
    source, dataset, allowed, last_file_at, newest_record_on,
    CASE WHEN newest_record_on IS NOT NULL THEN working_days_old END AS working_days_old,
    CASE
        WHEN newest_record_on IS NULL THEN 'never'
        WHEN working_days_old <= allowed THEN 'fresh'
        ELSE 'stale'
    END AS status,
    (SELECT is_working FROM today) AND NOT has_new_file AS lacks_file
FROM aged
ORDER BY source, dataset
