-- each row is form II.06a of one unit and one sector (NULL: all of them) in a period, by the city's own record
WITH sector AS (
    -- one name per sector: the catalogue repeats it on every procedure, sometimes spelt apart
    SELECT sector_code, min(sector_name) AS sector_name FROM ref.procedure WHERE sector_code IS NOT NULL GROUP BY sector_code
)
SELECT
    f.unit_code, f.sector_code, s.sector_name,
    f.received_total, f.received_online, f.received_direct_postal, f.carried_over,
    f.resolved_total, f.resolved_early, f.resolved_on_time, f.resolved_late,
    f.open_total, f.open_in_term, f.open_overdue, f.resolved_no_due_date, f.open_waiting
FROM mart.form_06a_period AS f
LEFT JOIN sector AS s ON s.sector_code = f.sector_code
WHERE f.basis = 'city' AND f.period_kind = $kind AND f.period_start = $start
ORDER BY f.unit_code, f.sector_code NULLS FIRST
