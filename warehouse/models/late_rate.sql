-- each row is the late rate of one unit (its descendants included) in one calendar month, with its 95 % interval and limits
-- late_rate = resolved_late / resolved (indicator C02); Wilson's interval with z = 1.959964. Basis city.
-- centre, lower_limit, upper_limit: Laney's p′-chart, see late_baseline: centre ± 3 · sqrt(centre · (1 − centre) / n) · sigma_z,
-- n the dossiers resolved in this month. peer limits: a funnel around the city's rate of the month, rate ± 3 · sqrt(rate ·
-- (1 − rate) / n) (Spiegelhalter, Statistics in Medicine 24, 2005, 1185–1202). All within 0 and 1.
-- signal: above or below the limits of the unit's own past; else run, the eighth month or a later one in a row with its rate on
-- one side of the centre it was judged by. A rate on the centre is on no side and ends a run; a month without dossiers is
-- passed over. No signal below five dossiers or where the past has no spread. Reads scope_as_of, late_baseline.
WITH monthly AS (
    SELECT
        f.period_start, f.period_end, f.unit_code, f.resolved_total, f.resolved_late, f.open_total, f.open_overdue,
        f.resolved_late / nullif(CAST(f.resolved_total AS DOUBLE), 0) AS rate
    FROM mart.form_06a_period AS f
    WHERE f.period_kind = 'month' AND f.basis = 'city' AND f.sector_code IS NULL
),
city AS ( -- each row is a month's rate of the city to which a unit belongs
    SELECT a.unit_code, m.period_start, m.rate
    FROM ref.unit_ancestor AS a
    JOIN ref.unit AS u ON u.unit_code = a.ancestor_code AND u.parent_code IS NULL
    JOIN monthly AS m ON m.unit_code = a.ancestor_code
),
spread AS (
    SELECT
        m.*, b.centre, b.sigma_z, b.months, b.resolved AS baseline_resolved, b.resolved_late AS baseline_late,
        1.959964 * 1.959964 / nullif(CAST(m.resolved_total AS DOUBLE), 0) AS wilson_spread,
        3 * sqrt(b.centre * (1 - b.centre) / nullif(CAST(m.resolved_total AS DOUBLE), 0)) * coalesce(b.sigma_z, 0) AS own_spread,
        c.rate AS city_rate,
        3 * sqrt(c.rate * (1 - c.rate) / nullif(CAST(m.resolved_total AS DOUBLE), 0)) AS peer_spread,
        CASE WHEN m.rate - b.centre > 1e-12 THEN 1 WHEN b.centre - m.rate > 1e-12 THEN -1 ELSE 0 END AS side
    FROM monthly AS m
    LEFT JOIN late_baseline AS b ON b.unit_code = m.unit_code AND b.period_start = m.period_start
    LEFT JOIN city AS c ON c.unit_code = m.unit_code AND c.period_start = m.period_start
),
judged AS (
    SELECT
        s.*,
        abs(sum(s.side) OVER (
            PARTITION BY s.unit_code, s.rate IS NULL ORDER BY s.period_start ROWS BETWEEN 7 PRECEDING AND CURRENT ROW
        )) AS on_one_side,
        s.resolved_total >= 5 AND s.own_spread > 1e-12 AS can_signal
    FROM spread AS s
)
SELECT
    j.period_start, j.unit_code,
    j.resolved_total AS resolved, j.resolved_late, j.open_total AS "open", j.open_overdue,
    j.rate AS late_rate,
    CASE WHEN j.rate IS NOT NULL THEN greatest((j.rate + j.wilson_spread / 2 - sqrt(j.wilson_spread * j.rate * (1 - j.rate) + j.wilson_spread * j.wilson_spread / 4)) / nullif(1 + j.wilson_spread, 0), 0) END AS ci_low,
    CASE WHEN j.rate IS NOT NULL THEN least((j.rate + j.wilson_spread / 2 + sqrt(j.wilson_spread * j.rate * (1 - j.rate) + j.wilson_spread * j.wilson_spread / 4)) / nullif(1 + j.wilson_spread, 0), 1) END AS ci_high,
    j.centre,
    CASE WHEN j.own_spread IS NOT NULL THEN greatest(j.centre - j.own_spread, 0) END AS lower_limit,
    CASE WHEN j.own_spread IS NOT NULL THEN least(j.centre + j.own_spread, 1) END AS upper_limit,
    CASE
        WHEN NOT j.can_signal THEN NULL
        WHEN j.rate - least(j.centre + j.own_spread, 1) > 1e-12 THEN 'above'
        WHEN greatest(j.centre - j.own_spread, 0) - j.rate > 1e-12 THEN 'below'
        WHEN j.on_one_side = 8 THEN 'run'
    END AS signal,
    CASE WHEN j.peer_spread IS NOT NULL THEN greatest(j.city_rate - j.peer_spread, 0) END AS peer_lower,
    CASE WHEN j.peer_spread IS NOT NULL THEN least(j.city_rate + j.peer_spread, 1) END AS peer_upper,
    j.months AS baseline_months, j.baseline_resolved, j.baseline_late, j.sigma_z,
    j.period_end > a.as_of AS is_provisional
FROM judged AS j
CROSS JOIN scope_as_of AS a
