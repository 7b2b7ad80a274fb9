-- each row is what the dossiers under one heading (a unit's own of one sector, or one procedure's) did in one period
-- Additive figures only. Reads scope_period(period_no, period_start, period_end, cut), countable and mart.waiting_span. Flows
-- fall on the day of the receipt, the finish or the due date; stocks (carried over, open) are dossiers open at the end of the
-- cut or of the day before the period. Headings are numbered first: counting by two numbers is many times faster than by names.
WITH period_day AS (
    SELECT p.period_no, p.cut, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
heading AS (
    SELECT
        CAST(row_number() OVER (ORDER BY f.basis, f.unit_code, f.sector_code NULLS FIRST, f.procedure_code NULLS FIRST) AS INTEGER) AS heading_no,
        f.*
    FROM (SELECT DISTINCT basis, unit_code, sector_code, procedure_code FROM countable) AS f
),
placed AS (
    SELECT
        h.heading_no, c.received_on, c.finished_on, c.due_on, c.is_online, c.outcome, c.processing_seconds,
        c.processing_working_days, c.fee_due, c.paid_online_on, c.has_electronic_result, c.result_signed,
        c.has_digitised_component, c.reuses_data, c.from_personal_store, c.uses_population_data, c.gives_result
    FROM countable AS c
    JOIN heading AS h
        ON h.basis = c.basis AND h.unit_code = c.unit_code
        AND h.sector_code IS NOT DISTINCT FROM c.sector_code AND h.procedure_code IS NOT DISTINCT FROM c.procedure_code
),
received AS (
    SELECT
        p.period_no, c.heading_no,
        count(*) AS received,
        count(*) FILTER (WHERE c.is_online) AS received_online,
        count(*) FILTER (WHERE c.fee_due) AS received_fee_due,
        count(*) FILTER (WHERE c.fee_due AND c.paid_online_on <= p.cut) AS received_paid_online,
        count(*) FILTER (WHERE c.gives_result) AS received_giving_result,
        count(*) FILTER (WHERE c.gives_result AND c.has_electronic_result) AS received_electronic_result,
        count(*) FILTER (WHERE c.has_digitised_component AND c.has_electronic_result) AS received_digitised,
        count(*) FILTER (WHERE c.reuses_data) AS received_reusing_data,
        count(*) FILTER (WHERE c.from_personal_store) AS received_from_store,
        count(*) FILTER (WHERE c.uses_population_data) AS received_population_data
    FROM placed AS c
    JOIN period_day AS p ON p.day = c.received_on
    GROUP BY p.period_no, c.heading_no
),
resolved AS (
    SELECT
        p.period_no, c.heading_no,
        count(*) FILTER (WHERE c.outcome = 'early') AS resolved_early,
        count(*) FILTER (WHERE c.outcome = 'on_time') AS resolved_on_time,
        count(*) FILTER (WHERE c.outcome = 'late') AS resolved_late,
        count(*) FILTER (WHERE c.due_on IS NULL) AS resolved_no_due_date,
        count(*) FILTER (
            WHERE c.is_online AND c.has_electronic_result AND (NOT c.fee_due OR c.paid_online_on <= p.cut)
        ) AS resolved_fully_online,
        count(*) FILTER (WHERE c.has_electronic_result) AS resolved_electronic_result,
        count(*) FILTER (WHERE c.has_electronic_result AND c.result_signed) AS resolved_signed_result,
        CAST(sum(c.processing_seconds) AS BIGINT) AS processing_seconds,
        CAST(sum(c.processing_working_days) AS BIGINT) AS processing_working_days
    FROM placed AS c
    JOIN period_day AS p ON p.day = c.finished_on
    GROUP BY p.period_no, c.heading_no
),
falling_due AS (
    SELECT
        p.period_no, c.heading_no,
        count(*) AS due_in_period,
        count(*) FILTER (WHERE CASE WHEN c.finished_on <= p.cut THEN c.finished_on > c.due_on ELSE c.due_on < p.cut END) AS due_and_past
    FROM placed AS c
    JOIN period_day AS p ON p.day = c.due_on
    WHERE c.received_on <= p.cut
    GROUP BY p.period_no, c.heading_no
),
waiting AS ( -- each row is a stretch of days at whose ends a dossier is open and waits for the applicant
    SELECT
        h.heading_no, c.due_on, greatest(c.received_on, w.from_on) AS from_on,
        coalesce(least(c.finished_on, w.until_on), DATE '9999-12-31') AS until_on
    FROM mart.waiting_span AS w
    JOIN countable AS c ON c.basis = w.basis AND c.dossier_code = w.dossier_code
    JOIN heading AS h
        ON h.basis = c.basis AND h.unit_code = c.unit_code
        AND h.sector_code IS NOT DISTINCT FROM c.sector_code AND h.procedure_code IS NOT DISTINCT FROM c.procedure_code
),
due_waiting AS (
    SELECT p.period_no, w.heading_no, count(*) AS due_and_waiting
    FROM waiting AS w
    JOIN period_day AS p ON p.day = w.due_on
    WHERE w.due_on < p.cut AND w.from_on <= p.cut AND w.until_on > p.cut
    GROUP BY p.period_no, w.heading_no
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
    SELECT c.heading_no, c.due_on, a.stock_no AS from_no, b.stock_no AS to_no
    FROM placed AS c
    JOIN next_stock AS a ON a.day = c.received_on
    LEFT JOIN next_stock AS b ON b.day = c.finished_on
    WHERE a.stock_no IS NOT NULL AND (b.stock_no IS NULL OR b.stock_no > a.stock_no)
),
stock AS (
    SELECT n.day, s.heading_no, count(*) AS open_total, count(*) FILTER (WHERE s.due_on < n.day) AS open_past_due
    FROM stock_span AS s
    JOIN numbered AS n ON n.stock_no >= s.from_no AND n.stock_no < coalesce(s.to_no, 2147483647)
    GROUP BY n.day, s.heading_no
),
waiting_stock AS (
    SELECT n.day, w.heading_no, count(*) AS open_waiting, count(*) FILTER (WHERE w.due_on < n.day) AS waiting_past_due
    FROM waiting AS w
    JOIN numbered AS n ON n.day >= w.from_on AND n.day < w.until_on
    GROUP BY n.day, w.heading_no
),
carried AS (
    SELECT p.period_no, s.heading_no, s.open_total AS carried_over
    FROM scope_period AS p
    JOIN stock AS s ON s.day = least(CAST(p.period_start - 1 AS DATE), p.cut)
),
still_open AS (
    SELECT
        p.period_no, s.heading_no, s.open_total,
        s.open_past_due - coalesce(w.waiting_past_due, 0) AS open_overdue,
        coalesce(w.open_waiting, 0) AS open_waiting
    FROM scope_period AS p
    JOIN stock AS s ON s.day = p.cut
    LEFT JOIN waiting_stock AS w ON w.day = s.day AND w.heading_no = s.heading_no
),
place AS (
    SELECT period_no, heading_no FROM received
    UNION SELECT period_no, heading_no FROM resolved
    UNION SELECT period_no, heading_no FROM falling_due
    UNION SELECT period_no, heading_no FROM carried
    UNION SELECT period_no, heading_no FROM still_open
)
SELECT
    k.period_no, h.basis, h.unit_code, h.sector_code, h.procedure_code,
    coalesce(r.received_online, 0) AS received_online,
    coalesce(r.received - r.received_online, 0) AS received_direct_postal,
    coalesce(r.received_fee_due, 0) AS received_fee_due,
    coalesce(r.received_paid_online, 0) AS received_paid_online,
    coalesce(r.received_giving_result, 0) AS received_giving_result,
    coalesce(r.received_electronic_result, 0) AS received_electronic_result,
    coalesce(r.received_digitised, 0) AS received_digitised,
    coalesce(r.received_reusing_data, 0) AS received_reusing_data,
    coalesce(r.received_from_store, 0) AS received_from_store,
    coalesce(r.received_population_data, 0) AS received_population_data,
    coalesce(c.carried_over, 0) AS carried_over,
    coalesce(f.resolved_early, 0) AS resolved_early,
    coalesce(f.resolved_on_time, 0) AS resolved_on_time,
    coalesce(f.resolved_late, 0) AS resolved_late,
    coalesce(f.resolved_no_due_date, 0) AS resolved_no_due_date,
    coalesce(f.resolved_fully_online, 0) AS resolved_fully_online,
    coalesce(f.resolved_electronic_result, 0) AS resolved_electronic_result,
    coalesce(f.resolved_signed_result, 0) AS resolved_signed_result,
    coalesce(f.processing_seconds, 0) AS processing_seconds,
    coalesce(f.processing_working_days, 0) AS processing_working_days,
    coalesce(d.due_in_period, 0) AS due_in_period,
    coalesce(d.due_and_past, 0) - coalesce(w.due_and_waiting, 0) AS due_and_late,
    coalesce(o.open_total, 0) AS open_total,
    coalesce(o.open_overdue, 0) AS open_overdue,
    coalesce(o.open_waiting, 0) AS open_waiting
FROM place AS k
JOIN heading AS h ON h.heading_no = k.heading_no
LEFT JOIN received AS r ON r.period_no = k.period_no AND r.heading_no = k.heading_no
LEFT JOIN resolved AS f ON f.period_no = k.period_no AND f.heading_no = k.heading_no
LEFT JOIN falling_due AS d ON d.period_no = k.period_no AND d.heading_no = k.heading_no
LEFT JOIN due_waiting AS w ON w.period_no = k.period_no AND w.heading_no = k.heading_no
LEFT JOIN carried AS c ON c.period_no = k.period_no AND c.heading_no = k.heading_no
LEFT JOIN still_open AS o ON o.period_no = k.period_no AND o.heading_no = k.heading_no
