-- each row is the additive figures of one unit (descendants included): over all procedures, and by procedure where asked
-- Reads cell.
WITH heading AS (
    SELECT c.*, a.ancestor_code
    FROM cell AS c
    JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
    WHERE c.procedure_code IS NULL
    UNION ALL
    SELECT c.*, c.unit_code AS ancestor_code
    FROM cell AS c
    WHERE c.procedure_code IS NOT NULL
)
SELECT
    period_no, basis, ancestor_code AS unit_code, procedure_code,
    CAST(sum(received_online) AS BIGINT) AS received_online,
    CAST(sum(received_online + received_direct_postal) AS BIGINT) AS received,
    CAST(sum(received_online + received_direct_postal + carried_over) AS BIGINT) AS received_total,
    CAST(sum(received_fee_due) AS BIGINT) AS received_fee_due,
    CAST(sum(received_paid_online) AS BIGINT) AS received_paid_online,
    CAST(sum(received_giving_result) AS BIGINT) AS received_giving_result,
    CAST(sum(received_electronic_result) AS BIGINT) AS received_electronic_result,
    CAST(sum(received_digitised) AS BIGINT) AS received_digitised,
    CAST(sum(received_reusing_data) AS BIGINT) AS received_reusing_data,
    CAST(sum(received_from_store) AS BIGINT) AS received_from_store,
    CAST(sum(received_population_data) AS BIGINT) AS received_population_data,
    CAST(sum(resolved_early) AS BIGINT) AS resolved_early,
    CAST(sum(resolved_on_time) AS BIGINT) AS resolved_on_time,
    CAST(sum(resolved_late) AS BIGINT) AS resolved_late,
    CAST(sum(resolved_early + resolved_on_time + resolved_late) AS BIGINT) AS resolved_total,
    CAST(sum(resolved_fully_online) AS BIGINT) AS resolved_fully_online,
    CAST(sum(resolved_electronic_result) AS BIGINT) AS resolved_electronic_result,
    CAST(sum(resolved_signed_result) AS BIGINT) AS resolved_signed_result,
    CAST(sum(processing_seconds) AS BIGINT) AS processing_seconds,
    CAST(sum(processing_working_days) AS BIGINT) AS processing_working_days,
    CAST(sum(due_in_period) AS BIGINT) AS due_in_period,
    CAST(sum(due_and_late) AS BIGINT) AS due_and_late,
    CAST(sum(open_total) AS BIGINT) AS open_total,
    CAST(sum(open_overdue) AS BIGINT) AS open_overdue,
    CAST(sum(open_waiting) AS BIGINT) AS open_waiting
FROM heading
GROUP BY period_no, basis, ancestor_code, procedure_code
