-- each row is a dossier of a late annex in one period: I resolved late (column 10 of form II.06a), II overdue and open at the cut (column 13)
-- Parameters: start, as_of (the cut: the last day counted in the period), told_by (that of the run). Days late are working days,
-- up to the finish (I) or the cut (II). The step is the one that holds the dossier then (the model holding_step); the letter is
-- the newest one that the run knows.
WITH late AS (
    SELECT 'I' AS annex, basis, dossier_code, unit_code, procedure_code, received_on, finished_on, due_on, first_due_on
    FROM mart.counted_dossier
    WHERE basis = 'city' AND outcome = 'late' AND finished_on BETWEEN CAST($start AS DATE) AND CAST($as_of AS DATE)
    UNION ALL
    SELECT 'II', c.basis, c.dossier_code, c.unit_code, c.procedure_code, c.received_on, NULL, c.due_on, c.first_due_on
    FROM mart.counted_dossier AS c
    WHERE
        c.basis = 'city' AND c.received_on <= CAST($as_of AS DATE) AND c.due_on < CAST($as_of AS DATE)
        AND (c.finished_on IS NULL OR c.finished_on > CAST($as_of AS DATE))
        AND NOT EXISTS (
            SELECT 1
            FROM mart.waiting_span AS w
            WHERE
                w.basis = c.basis AND w.dossier_code = c.dossier_code AND w.from_on <= CAST($as_of AS DATE)
                AND (w.until_on IS NULL OR w.until_on > CAST($as_of AS DATE))
        )
),
unit AS (
    SELECT unit_code, coalesce(name, unit_code) AS name, sort_order
    FROM ref.unit
    QUALIFY row_number() OVER (PARTITION BY unit_code ORDER BY valid_from DESC NULLS LAST, name) = 1
),
letter AS (
    SELECT a.basis, a.dossier_code, a.sent_on, a.reappointed_on
    FROM core.apology AS a
    JOIN late AS l ON l.basis = a.basis AND l.dossier_code = a.dossier_code
    WHERE
        NOT a.is_deleted AND (a.sent_on IS NOT NULL OR a.reappointed_on IS NOT NULL)
        AND (a.sent_on IS NULL OR a.sent_on <= CAST($told_by AS DATE))
    QUALIFY row_number() OVER (
        PARTITION BY a.basis, a.dossier_code ORDER BY a.sent_on DESC NULLS LAST, a.reappointed_on DESC NULLS LAST
    ) = 1
)
SELECT
    l.annex, l.unit_code, coalesce(u.name, l.unit_code) AS unit_name, u.sort_order,
    l.dossier_code, l.procedure_code, p.name AS procedure_name, l.received_on, l.due_on, l.finished_on,
    CASE WHEN l.first_due_on < l.due_on THEN l.first_due_on END AS moved_from,
    CAST(until.ordinal - due.ordinal AS BIGINT) AS working_days_late,
    h.step_no, h.department, CASE WHEN h.unit_code <> l.unit_code THEN coalesce(hu.name, h.unit_code) END AS holding_unit_name,
    a.sent_on, a.reappointed_on
FROM late AS l
LEFT JOIN unit AS u ON u.unit_code = l.unit_code
LEFT JOIN ref.procedure AS p ON p.procedure_code = l.procedure_code
LEFT JOIN ref.working_day AS due ON due.date = l.due_on
LEFT JOIN ref.working_day AS until ON until.date = coalesce(l.finished_on, CAST($as_of AS DATE))
LEFT JOIN holding_step_model AS h ON l.annex = 'II' AND h.basis = l.basis AND h.dossier_code = l.dossier_code
LEFT JOIN unit AS hu ON hu.unit_code = h.unit_code
LEFT JOIN letter AS a ON a.basis = l.basis AND a.dossier_code = l.dossier_code
