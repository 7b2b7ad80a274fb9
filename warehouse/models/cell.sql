-- each row is what the dossiers under one heading (a unit's own of one sector, or one procedure's) did in one period
-- Additive figures only. Reads scope_period(period_no, period_start, period_end, cut) and countable. Flows fall on the day of the receipt, the finish or the
-- due date; stocks (carried over, open) are dossiers open at the end of the cut or of the day before the period.
WITH period_day AS (
    SELECT p.period_no, p.cut, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
received AS (
    SELECT
        p.period_no, c.basis, c.unit_code, c.sector_code, c.procedure_code,
        count(*) FILTER (WHERE c.is_online) AS received_online, count(*) FILTER (WHERE NOT c.is_online) AS received_direct_postal
    FROM countable AS c
    JOIN period_day AS p ON p.day = c.received_on
    GROUP BY p.period_no, c.basis, c.unit_code, c.sector_code, c.procedure_code
),
resolved AS (
    SELECT
        p.period_no, c.basis, c.unit_code, c.sector_code, c.procedure_code,
        count(*) FILTER (WHERE c.outcome = 'early') AS resolved_early,
        count(*) FILTER (WHERE c.outcome = 'on_time') AS resolved_on_time,
        count(*) FILTER (WHERE c.outcome = 'late') AS resolved_late,
        count(*) FILTER (WHERE c.due_on IS NULL) AS resolved_no_due_date,
        CAST(sum(c.processing_seconds) AS BIGINT) AS processing_seconds,
        CAST(sum(c.processing_working_days) AS BIGINT) AS processing_working_days
    FROM countable AS c
    JOIN period_day AS p ON p.day = c.finished_on
    GROUP BY p.period_no, c.basis, c.unit_code, c.sector_code, c.procedure_code
),
falling_due AS (
    SELECT
        p.period_no, c.basis, c.unit_code, c.sector_code, c.procedure_code,
        count(*) AS due_in_period,
        count(*) FILTER (WHERE CASE
            WHEN c.finished_on <= p.cut THEN c.finished_on > c.due_on
            ELSE c.due_on < p.cut AND NOT c.is_waiting
        END) AS due_and_late
    FROM countable AS c
    JOIN period_day AS p ON p.day = c.due_on
    WHERE c.received_on <= p.cut
    GROUP BY p.period_no, c.basis, c.unit_code, c.sector_code, c.procedure_code
),
stock_day AS (
    SELECT cut AS day FROM scope_period UNION SELECT least(CAST(period_start - 1 AS DATE), cut) FROM scope_period
),
numbered AS (
    SELECT day, row_number() OVER (ORDER BY day) AS stock_no FROM stock_day
),
next_stock AS ( -- each row is a day with the first stock day on or after it
    SELECT w.date AS day, min(n.stock_no) OVER (ORDER BY w.date DESC) AS stock_no
    FROM ref.working_day AS w
    LEFT JOIN numbered AS n ON n.day = w.date
),
stock_span AS ( -- each row is a dossier open at one or more stock days: from from_no, before to_no
    SELECT c.basis, c.unit_code, c.sector_code, c.procedure_code, c.due_on, c.is_waiting, a.stock_no AS from_no, b.stock_no AS to_no
    FROM countable AS c
    JOIN next_stock AS a ON a.day = c.received_on
    LEFT JOIN next_stock AS b ON b.day = c.finished_on
    WHERE a.stock_no IS NOT NULL AND (b.stock_no IS NULL OR b.stock_no > a.stock_no)
),
stock AS (
    SELECT
        n.day, s.basis, s.unit_code, s.sector_code, s.procedure_code,
        count(*) AS open_total,
        count(*) FILTER (WHERE s.due_on < n.day AND NOT s.is_waiting) AS open_overdue,
        count(*) FILTER (WHERE s.is_waiting) AS open_waiting
    FROM stock_span AS s
    JOIN numbered AS n ON n.stock_no >= s.from_no AND n.stock_no < coalesce(s.to_no, 2147483647)
    GROUP BY n.day, s.basis, s.unit_code, s.sector_code, s.procedure_code
),
part AS (
    SELECT
        period_no, basis, unit_code, sector_code, procedure_code, received_online, received_direct_postal, 0 AS carried_over,
        0 AS resolved_early, 0 AS resolved_on_time, 0 AS resolved_late, 0 AS resolved_no_due_date, 0 AS processing_seconds,
        0 AS processing_working_days, 0 AS due_in_period, 0 AS due_and_late, 0 AS open_total, 0 AS open_overdue, 0 AS open_waiting
    FROM received
    UNION ALL
    SELECT
        period_no, basis, unit_code, sector_code, procedure_code, 0, 0, 0, resolved_early, resolved_on_time, resolved_late,
        resolved_no_due_date, processing_seconds, processing_working_days, 0, 0, 0, 0, 0
    FROM resolved
    UNION ALL
    SELECT period_no, basis, unit_code, sector_code, procedure_code, 0, 0, 0, 0, 0, 0, 0, 0, 0, due_in_period, due_and_late, 0, 0, 0
    FROM falling_due
    UNION ALL
    SELECT p.period_no, s.basis, s.unit_code, s.sector_code, s.procedure_code, 0, 0, s.open_total, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM scope_period AS p
    JOIN stock AS s ON s.day = least(CAST(p.period_start - 1 AS DATE), p.cut)
    UNION ALL
    SELECT
        p.period_no, s.basis, s.unit_code, s.sector_code, s.procedure_code, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, s.open_total,
        s.open_overdue, s.open_waiting
    FROM scope_period AS p
    JOIN stock AS s ON s.day = p.cut
)
SELECT
    period_no, basis, unit_code, sector_code, procedure_code,
    CAST(sum(received_online) AS BIGINT) AS received_online,
    CAST(sum(received_direct_postal) AS BIGINT) AS received_direct_postal,
    CAST(sum(carried_over) AS BIGINT) AS carried_over,
    CAST(sum(resolved_early) AS BIGINT) AS resolved_early,
    CAST(sum(resolved_on_time) AS BIGINT) AS resolved_on_time,
    CAST(sum(resolved_late) AS BIGINT) AS resolved_late,
    CAST(sum(resolved_no_due_date) AS BIGINT) AS resolved_no_due_date,
    CAST(sum(processing_seconds) AS BIGINT) AS processing_seconds,
    CAST(sum(processing_working_days) AS BIGINT) AS processing_working_days,
    CAST(sum(due_in_period) AS BIGINT) AS due_in_period,
    CAST(sum(due_and_late) AS BIGINT) AS due_and_late,
    CAST(sum(open_total) AS BIGINT) AS open_total,
    CAST(sum(open_overdue) AS BIGINT) AS open_overdue,
    CAST(sum(open_waiting) AS BIGINT) AS open_waiting
FROM part
GROUP BY period_no, basis, unit_code, sector_code, procedure_code
