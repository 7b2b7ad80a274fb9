-- each row is a unit's form II.06a of a finished period beside the same period of the year before, merged predecessors included
SELECT
    unit_code, resolved_total AS resolved, resolved_late, year_before_resolved_total AS resolved_before,
    year_before_resolved_late AS resolved_late_before,
    coalesce(year_before_predecessors_missing, 0) + coalesce(predecessors_missing, 0) AS predecessors_missing
FROM mart.unit_history_period
WHERE
    basis = 'city' AND series = 'comparable' AND period_kind = $kind AND period_start = $start
    AND year_before_resolved_total IS NOT NULL
