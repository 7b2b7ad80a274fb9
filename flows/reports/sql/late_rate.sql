-- each row is a unit's late figures in the newest calendar month that starts by $as_of and that the city has figures for
SELECT period_start, unit_code, resolved, resolved_late, open, open_overdue, ci_low, ci_high
FROM mart.late_rate
WHERE
    period_start = (
        SELECT max(period_start) FROM mart.late_rate WHERE unit_code = $root_unit AND period_start <= $as_of
    )
