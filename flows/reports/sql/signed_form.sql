-- each row is form II.06a of one unit and one sector (NULL: all of them) as it was signed, in the shape of mart.form_06a_period
-- Parameters: file (the figures of a closing), kind, start, end. A unit without a row then had nothing in the period.
SELECT
    $kind AS period_kind, CAST($start AS DATE) AS period_start, CAST($end AS DATE) AS period_end, basis, unit_code, sector_code,
    CAST(max(value) FILTER (measure = 'received_total') AS BIGINT) AS received_total,
    CAST(max(value) FILTER (measure = 'received_online') AS BIGINT) AS received_online,
    CAST(max(value) FILTER (measure = 'received_direct_postal') AS BIGINT) AS received_direct_postal,
    CAST(max(value) FILTER (measure = 'carried_over') AS BIGINT) AS carried_over,
    CAST(max(value) FILTER (measure = 'resolved_total') AS BIGINT) AS resolved_total,
    CAST(max(value) FILTER (measure = 'resolved_early') AS BIGINT) AS resolved_early,
    CAST(max(value) FILTER (measure = 'resolved_on_time') AS BIGINT) AS resolved_on_time,
    CAST(max(value) FILTER (measure = 'resolved_late') AS BIGINT) AS resolved_late,
    CAST(max(value) FILTER (measure = 'resolved_no_due_date') AS BIGINT) AS resolved_no_due_date,
    CAST(max(value) FILTER (measure = 'open_total') AS BIGINT) AS open_total,
    CAST(max(value) FILTER (measure = 'open_in_term') AS BIGINT) AS open_in_term,
    CAST(max(value) FILTER (measure = 'open_overdue') AS BIGINT) AS open_overdue,
    CAST(max(value) FILTER (measure = 'open_waiting') AS BIGINT) AS open_waiting
FROM read_parquet($file)
WHERE basis = 'city'
GROUP BY basis, unit_code, sector_code
HAVING max(value) FILTER (measure = 'received_total') IS NOT NULL
