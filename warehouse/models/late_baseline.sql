-- each row is what a unit's late rate of one month is judged by: its own twelve finished months before that month
-- Laney's p′-chart (Quality Engineering 14(4), 2002, 531–537): centre = late of all resolved in those months; sigma_z = mean
-- moving range of their standardised rates / 1.128, the variation from month to month beyond that of chance alone.
-- The month judged is no part of its baseline: a month must not widen the limits that judge it, and the limits of the running
-- month stay when it has ended. A month without a resolved dossier has no rate and is passed over; fewer than six with one
-- give no baseline. sigma_z is NULL where no or every dossier was late: such months have no spread to judge by. Basis city.
WITH monthly AS (
    SELECT
        f.unit_code, f.period_start, f.resolved_total AS resolved, f.resolved_late,
        year(f.period_start) * 12 + month(f.period_start) AS month_no
    FROM mart.form_06a_period AS f
    WHERE f.period_kind = 'month' AND f.basis = 'city' AND f.sector_code IS NULL
),
earlier AS ( -- each row is a month with resolved dossiers among the twelve before a month
    SELECT
        m.unit_code, m.period_start, e.month_no, e.resolved, e.resolved_late,
        count(*) OVER whole AS months,
        CAST(sum(e.resolved) OVER whole AS BIGINT) AS all_resolved,
        CAST(sum(e.resolved_late) OVER whole AS BIGINT) AS all_late
    FROM monthly AS m
    JOIN monthly AS e
        ON e.unit_code = m.unit_code AND e.month_no >= m.month_no - 12 AND e.month_no < m.month_no AND e.resolved > 0
    WINDOW whole AS (PARTITION BY m.unit_code, m.period_start)
),
centred AS (
    SELECT e.*, e.all_late / nullif(CAST(e.all_resolved AS DOUBLE), 0) AS centre
    FROM earlier AS e
    WHERE e.months >= 6
),
standardised AS (
    SELECT
        c.*,
        (c.resolved_late / nullif(CAST(c.resolved AS DOUBLE), 0) - c.centre)
        / nullif(sqrt(c.centre * (1 - c.centre) / nullif(CAST(c.resolved AS DOUBLE), 0)), 0) AS z
    FROM centred AS c
),
moving AS (
    SELECT s.*, abs(s.z - lag(s.z) OVER (PARTITION BY s.unit_code, s.period_start ORDER BY s.month_no)) AS moving_range
    FROM standardised AS s
)
SELECT
    m.unit_code, m.period_start, m.months, m.all_resolved AS resolved, m.all_late AS resolved_late, m.centre,
    avg(m.moving_range) / 1.128 AS sigma_z
FROM moving AS m
GROUP BY m.unit_code, m.period_start, m.months, m.all_resolved, m.all_late, m.centre
