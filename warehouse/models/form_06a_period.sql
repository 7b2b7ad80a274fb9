-- each row is form II.06a of one unit (its descendants included) and one sector (NULL: all) in one period
-- Form II.06a/VPCP/KSTT of TT 01/2020/TT-VPCP. Reads scope_period and cell.
WITH with_descendants AS (
    SELECT
        c.period_no, c.basis, a.ancestor_code AS unit_code, c.sector_code,
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
    JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
    WHERE c.procedure_code IS NULL
    GROUP BY GROUPING SETS ((c.period_no, c.basis, a.ancestor_code, c.sector_code), (c.period_no, c.basis, a.ancestor_code))
)
SELECT
    p.period_kind, p.period_start, p.period_end, w.basis, w.unit_code, w.sector_code,
    w.received_online + w.received_direct_postal + w.carried_over AS received_total,
    w.received_online, w.received_direct_postal, w.carried_over,
    w.resolved_early + w.resolved_on_time + w.resolved_late AS resolved_total,
    w.resolved_early, w.resolved_on_time, w.resolved_late, w.resolved_no_due_date,
    w.open_total, w.open_total - w.open_overdue AS open_in_term, w.open_overdue, w.open_waiting
FROM with_descendants AS w
JOIN scope_period AS p ON p.period_no = w.period_no
WHERE w.received_online + w.received_direct_postal + w.carried_over > 0
