-- each row is a change of a late dossier since the publication before: newly late, cleared, or its due date rewritten
-- The publication before is the last published run with an earlier as-of; what it showed is read from the versions valid at its
-- start, judged at its as-of. newly_late: open and late now, not so then. cleared: open and late then, not so now. rewritten:
-- its due day has changed, and it was late then (open or finished) or would be late now by the due day of then; such a dossier
-- may be cleared as well. No row where nothing was published before. Reads scope_as_of, late_judged.
WITH earlier_run AS (
    SELECT r.run_id, r.as_of, r.started_at
    FROM ops.run AS r
    CROSS JOIN scope_as_of AS s
    WHERE r.status = 'published' AND r.as_of < s.as_of
    QUALIFY row_number() OVER (ORDER BY r.started_at DESC, r.run_id DESC) = 1
),
late_now AS (
    SELECT j.basis, j.dossier_code FROM late_judged AS j WHERE j.state = 'open_late'
),
version_then AS ( -- each row is the version valid then of a dossier that has changed since, or was open and has fallen due by now
    SELECT
        v.basis, v.source, v.dossier_code, v.unit_code, v.procedure_code, v.due_at, CAST(v.due_at AS DATE) AS due_on,
        v.status IN (5, 6) AS is_waiting,
        v.status NOT IN (1, 3) AND NOT v.is_deleted AND CAST(v.received_at AS DATE) <= e.as_of AS is_counted,
        CAST(CASE
            WHEN coalesce(v.finished_at, v.returned_at, v.refused_at) < v.received_at THEN v.received_at
            ELSE coalesce(v.finished_at, v.returned_at, v.refused_at)
        END AS DATE) AS finished_on,
        e.as_of
    FROM core.dossier_version AS v
    CROSS JOIN earlier_run AS e
    CROSS JOIN scope_as_of AS s
    WHERE
        v.valid_from <= e.started_at AND coalesce(v.valid_to > e.started_at, true)
        AND (
            v.valid_to IS NOT NULL
            OR (
                CAST(v.due_at AS DATE) < s.as_of
                AND coalesce(CAST(coalesce(v.finished_at, v.returned_at, v.refused_at) AS DATE) > e.as_of, true)
            )
        )
),
judged_then AS (
    SELECT
        v.basis, v.dossier_code, v.unit_code, v.procedure_code, v.due_at, v.due_on, v.is_waiting,
        v.finished_on <= v.as_of AS was_closed,
        CASE WHEN v.finished_on <= v.as_of THEN v.finished_on > v.due_on ELSE v.due_on < v.as_of AND NOT v.is_waiting END AS was_late
    FROM version_then AS v
    JOIN core.dossier AS d ON d.basis = v.basis AND d.source = v.source AND d.dossier_code = v.dossier_code
    WHERE v.is_counted
),
touched AS (
    SELECT j.basis, j.dossier_code FROM judged_then AS j
    UNION
    SELECT n.basis, n.dossier_code FROM late_now AS n
),
compared AS (
    SELECT
        s.as_of, e.as_of AS before_as_of, e.run_id AS before_run, t.basis, t.dossier_code,
        coalesce(c.unit_code, b.unit_code) AS unit_code, coalesce(c.procedure_code, b.procedure_code) AS procedure_code,
        c.dossier_code IS NOT NULL AS counts_now, b.dossier_code IS NOT NULL AS counted_then,
        n.dossier_code IS NOT NULL AS late_now,
        coalesce(b.was_late AND NOT coalesce(b.was_closed, false), false) AS open_late_then,
        coalesce(b.was_late, false) AS late_then, coalesce(b.was_closed, false) AS closed_then, b.is_waiting AS waited_then,
        coalesce(c.finished_on <= s.as_of, false) AS closed_now, c.is_waiting AS waits_now, c.finished_on,
        b.due_on AS due_then_on, c.due_on, b.due_at AS due_before_at
    FROM touched AS t
    CROSS JOIN earlier_run AS e
    CROSS JOIN scope_as_of AS s
    LEFT JOIN judged_then AS b ON b.basis = t.basis AND b.dossier_code = t.dossier_code
    LEFT JOIN late_now AS n ON n.basis = t.basis AND n.dossier_code = t.dossier_code
    LEFT JOIN mart.counted_dossier AS c
        ON c.basis = t.basis AND c.dossier_code = t.dossier_code AND c.received_on <= s.as_of
),
change AS (
    SELECT
        c.*, 'newly_late' AS change,
        CASE
            WHEN NOT c.counted_then THEN 'newly_seen'
            WHEN c.closed_then THEN 'reopened'
            WHEN c.due_on IS DISTINCT FROM c.due_then_on THEN 'due_moved'
            WHEN c.waited_then AND c.due_then_on < c.before_as_of THEN 'resumed'
            ELSE 'due_passed'
        END AS reason
    FROM compared AS c
    WHERE c.late_now AND NOT c.open_late_then
    UNION ALL
    SELECT
        c.*, 'cleared',
        CASE
            WHEN NOT c.counts_now THEN 'not_counted'
            WHEN c.closed_now THEN 'finished'
            WHEN c.due_on IS DISTINCT FROM c.due_then_on THEN 'due_moved'
            ELSE 'waiting'
        END
    FROM compared AS c
    WHERE c.open_late_then AND NOT c.late_now
    UNION ALL
    SELECT c.*, 'rewritten', CASE WHEN c.due_on IS NULL THEN 'due_removed' WHEN c.due_on > c.due_then_on THEN 'due_later' ELSE 'due_earlier' END
    FROM compared AS c
    WHERE
        c.counts_now AND c.due_then_on IS NOT NULL AND c.due_on IS DISTINCT FROM c.due_then_on
        AND (c.late_then OR CASE WHEN c.closed_now THEN c.finished_on > c.due_then_on ELSE c.due_then_on < c.as_of AND NOT c.waits_now END)
)
SELECT
    h.as_of, h.before_as_of, h.before_run, h.basis, h.dossier_code, h.unit_code, h.procedure_code, h.change, h.reason,
    h.due_before_at, d.due_at, CASE WHEN h.closed_now THEN h.finished_on END AS finished_on
FROM change AS h
LEFT JOIN core.dossier AS d ON d.basis = h.basis AND d.dossier_code = h.dossier_code
