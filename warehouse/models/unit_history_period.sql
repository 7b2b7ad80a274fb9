-- each row is form II.06a and its rates of one unit and all sectors in one period, in one of three series
-- own: dossiers of the unit itself (descendants included); predecessors: of units merged into it whole; comparable: both together.
-- Each dossier is under one heading of cell, so adding headings within a period counts dossiers anew and never adds periods up.
-- The year before is told for finished periods of comparable only: a running one covers other days. Reads scope_period and cell.
WITH heading AS (
    SELECT
        c.period_no, c.basis, c.unit_code,
        CAST(sum(c.received_online) AS BIGINT) AS received_online,
        CAST(sum(c.received_direct_postal) AS BIGINT) AS received_direct_postal,
        CAST(sum(c.carried_over) AS BIGINT) AS carried_over,
        CAST(sum(c.resolved_early) AS BIGINT) AS resolved_early,
        CAST(sum(c.resolved_on_time) AS BIGINT) AS resolved_on_time,
        CAST(sum(c.resolved_late) AS BIGINT) AS resolved_late,
        CAST(sum(c.resolved_no_due_date) AS BIGINT) AS resolved_no_due_date,
        CAST(sum(c.open_total) AS BIGINT) AS open_total,
        CAST(sum(c.open_overdue) AS BIGINT) AS open_overdue,
        CAST(sum(c.open_waiting) AS BIGINT) AS open_waiting
    FROM cell AS c
    WHERE c.procedure_code IS NULL
    GROUP BY c.period_no, c.basis, c.unit_code
),
in_series AS (
    SELECT h.*, s.heir_code, r.series
    FROM heading AS h
    JOIN ref.unit_succession AS s ON s.unit_code = h.unit_code
    JOIN (VALUES ('own', 'own'), ('predecessors', 'predecessors'), ('own', 'comparable'), ('predecessors', 'comparable'))
        AS r (relation, series) ON r.relation = s.relation
),
summed AS (
    SELECT
        period_no, basis, heir_code AS unit_code, series,
        CAST(sum(received_online) AS BIGINT) AS received_online,
        CAST(sum(received_direct_postal) AS BIGINT) AS received_direct_postal,
        CAST(sum(carried_over) AS BIGINT) AS carried_over,
        CAST(sum(resolved_early) AS BIGINT) AS resolved_early,
        CAST(sum(resolved_on_time) AS BIGINT) AS resolved_on_time,
        CAST(sum(resolved_late) AS BIGINT) AS resolved_late,
        CAST(sum(resolved_early + resolved_on_time + resolved_late) AS BIGINT) AS resolved_total,
        CAST(sum(resolved_no_due_date) AS BIGINT) AS resolved_no_due_date,
        CAST(sum(open_total) AS BIGINT) AS open_total,
        CAST(sum(open_overdue) AS BIGINT) AS open_overdue,
        CAST(sum(open_waiting) AS BIGINT) AS open_waiting
    FROM in_series
    GROUP BY period_no, basis, heir_code, series
    HAVING sum(received_online + received_direct_postal + carried_over) > 0
),
with_records AS ( -- each row is a unit with dossiers of its own line in a period
    SELECT DISTINCT h.period_no, h.basis, s.heir_code AS unit_code
    FROM heading AS h
    JOIN ref.unit_succession AS s ON s.unit_code = h.unit_code AND s.relation = 'own'
),
missing AS ( -- each row is a unit and period with the number of its whole predecessors, valid then, of which no dossier is known
    SELECT p.period_no, b.basis, s.heir_code AS unit_code, count(*) AS predecessors_missing
    FROM ref.unit_succession AS s
    JOIN ref.unit AS u ON u.unit_code = s.unit_code
    JOIN scope_period AS p ON p.period_start < u.valid_to AND (u.valid_from IS NULL OR u.valid_from <= p.cut)
    CROSS JOIN (SELECT DISTINCT basis FROM heading) AS b
    LEFT JOIN with_records AS w ON w.period_no = p.period_no AND w.basis = b.basis AND w.unit_code = s.unit_code
    WHERE s.is_whole_predecessor AND w.unit_code IS NULL
    GROUP BY p.period_no, b.basis, s.heir_code
),
split AS (
    SELECT heir_code AS unit_code, count(*) AS split_predecessors FROM ref.unit_split GROUP BY heir_code
),
told AS (
    SELECT
        p.period_kind, p.period_start, p.period_end, p.cut, s.*,
        s.received_online + s.received_direct_postal + s.carried_over AS received_total,
        coalesce(x.split_predecessors, 0) AS split_predecessors,
        CASE WHEN s.series = 'own' THEN 0 ELSE coalesce(m.predecessors_missing, 0) END AS predecessors_missing
    FROM summed AS s
    JOIN scope_period AS p ON p.period_no = s.period_no
    LEFT JOIN split AS x ON x.unit_code = s.unit_code
    LEFT JOIN missing AS m ON m.period_no = s.period_no AND m.basis = s.basis AND m.unit_code = s.unit_code
)
SELECT
    t.period_kind, t.period_start, t.period_end, t.basis, t.unit_code, t.series,
    t.received_total, t.received_online, t.received_direct_postal, t.carried_over,
    t.resolved_total, t.resolved_early, t.resolved_on_time, t.resolved_late, t.resolved_no_due_date,
    t.open_total, t.open_total - t.open_overdue AS open_in_term, t.open_overdue, t.open_waiting,
    CAST(t.resolved_early + t.resolved_on_time AS DOUBLE) / nullif(t.resolved_total, 0) AS on_time_rate,
    CAST(t.resolved_late AS DOUBLE) / nullif(t.resolved_total, 0) AS late_rate,
    CAST(t.open_overdue AS DOUBLE) / nullif(t.open_total, 0) AS open_late_rate,
    t.split_predecessors, t.predecessors_missing,
    y.received_total AS year_before_received_total,
    y.resolved_total AS year_before_resolved_total,
    y.resolved_late AS year_before_resolved_late,
    CAST(y.resolved_late AS DOUBLE) / nullif(y.resolved_total, 0) AS year_before_late_rate,
    y.predecessors_missing AS year_before_predecessors_missing
FROM told AS t
LEFT JOIN told AS y
    ON y.period_kind = t.period_kind AND y.period_start = CAST(t.period_start - INTERVAL 1 YEAR AS DATE)
    AND y.basis = t.basis AND y.unit_code = t.unit_code
    AND y.series = CASE WHEN t.series = 'comparable' AND t.cut = t.period_end THEN t.series END
