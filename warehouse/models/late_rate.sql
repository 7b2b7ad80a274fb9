-- each row is the late rate of one unit (its descendants included) in one calendar month, with its 95 % interval
-- late_rate = resolved_late / resolved (indicator C02); Wilson's interval with z = 1.959964. Basis city.
WITH monthly AS (
    SELECT f.period_start, f.unit_code, f.resolved_total, f.resolved_late, f.open_total, f.open_overdue
    FROM mart.form_06a_period AS f
    WHERE f.period_kind = 'month' AND f.basis = 'city' AND f.sector_code IS NULL
),
interval_part AS (
    SELECT
        m.*,
        m.resolved_late / nullif(CAST(m.resolved_total AS DOUBLE), 0) AS rate,
        1.959964 * 1.959964 / nullif(CAST(m.resolved_total AS DOUBLE), 0) AS spread
    FROM monthly AS m
)
SELECT
    period_start, unit_code,
    resolved_total AS resolved, resolved_late, open_total AS "open", open_overdue,
    rate AS late_rate,
    CASE WHEN rate IS NOT NULL THEN greatest((rate + spread / 2 - sqrt(spread * rate * (1 - rate) + spread * spread / 4)) / nullif(1 + spread, 0), 0) END AS ci_low,
    CASE WHEN rate IS NOT NULL THEN least((rate + spread / 2 + sqrt(spread * rate * (1 - rate) + spread * spread / 4)) / nullif(1 + spread, 0), 1) END AS ci_high,
    CAST(NULL AS DOUBLE) AS centre, CAST(NULL AS DOUBLE) AS lower_limit, CAST(NULL AS DOUBLE) AS upper_limit,
    CAST(NULL AS VARCHAR) AS signal, CAST(NULL AS DOUBLE) AS peer_lower, CAST(NULL AS DOUBLE) AS peer_upper
FROM interval_part
