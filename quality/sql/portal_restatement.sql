-- each row is a table of the portal and a finished period of which this run met changed figures, with their number and an example
SELECT
    source, endpoint, period_start, period_end, count(*) AS restated,
    min_by(
        unit_code || ', ' || metric || ': '
        || CASE
            WHEN score IS DISTINCT FROM score_before THEN concat(coalesce(CAST(score_before AS VARCHAR), '—'), ' → ', coalesce(CAST(score AS VARCHAR), '—'))
            WHEN numerator IS DISTINCT FROM numerator_before OR denominator IS DISTINCT FROM denominator_before THEN concat(
                coalesce(CAST(numerator_before AS VARCHAR), '—'), '/', coalesce(CAST(denominator_before AS VARCHAR), '—'), ' → ',
                coalesce(CAST(numerator AS VARCHAR), '—'), '/', coalesce(CAST(denominator AS VARCHAR), '—'))
            WHEN ratio IS DISTINCT FROM ratio_before THEN concat(coalesce(CAST(ratio_before AS VARCHAR), '—'), ' % → ', coalesce(CAST(ratio AS VARCHAR), '—'), ' %')
            ELSE concat(coalesce(CAST(value_before AS VARCHAR), '—'), ' → ', coalesce(CAST(value AS VARCHAR), '—'))
        END || ' (' || strftime(fetched_before, '%H:%M %d/%m/%Y') || ' → ' || strftime(fetched_at, '%H:%M %d/%m/%Y') || ')',
        (length(unit_code), unit_code, group_code, metric)) AS example
FROM mart.portal_restatement
WHERE detected_run = $run_id
GROUP BY source, endpoint, period_kind, period_start, period_end
ORDER BY source, endpoint, period_start, period_end
