-- each row is a dossier behind form II.06a (basis city) of a closed period, as it stands now at the end of that period
-- Reads scope_closing(closing_id, period_kind, period_start, period_end, unit_code); a period is closed only when it has ended.
SELECT
    g.closing_id, c.dossier_code, c.unit_code, c.sector_code, c.procedure_code,
    c.received_on, c.due_on,
    CASE WHEN c.finished_on <= g.period_end THEN c.finished_on END AS finished_on,
    c.is_online,
    c.received_on >= g.period_start AS is_received,
    CASE
        WHEN c.finished_on <= g.period_end THEN c.outcome
        WHEN w.from_on IS NOT NULL THEN 'open_waiting'
        WHEN c.due_on < g.period_end THEN 'open_overdue'
        ELSE 'open_in_term'
    END AS standing
FROM scope_closing AS g
JOIN ref.unit_ancestor AS a ON a.ancestor_code = g.unit_code
JOIN mart.counted_dossier AS c
    ON c.unit_code = a.unit_code AND c.basis = 'city' AND c.received_on <= g.period_end
    AND coalesce(c.finished_on >= g.period_start, true)
LEFT JOIN mart.waiting_span AS w
    ON w.basis = c.basis AND w.dossier_code = c.dossier_code
    AND w.from_on <= g.period_end AND coalesce(w.until_on > g.period_end, true)
