-- each row is a published figure of a finished period that the portal changed later: what stood before and what stands now
-- A period is finished when the earlier fetch came after its last day; while it runs its figures grow, which is no restatement.
WITH followed AS (
    SELECT
        source, endpoint, period_kind, period_start, period_end, unit_code, group_code, metric, last_changed_run,
        numerator, denominator, ratio, score, value, fetched_at,
        lag(numerator) OVER in_time AS numerator_before,
        lag(denominator) OVER in_time AS denominator_before,
        lag(ratio) OVER in_time AS ratio_before,
        lag(score) OVER in_time AS score_before,
        lag(value) OVER in_time AS value_before,
        lag(fetched_at) OVER in_time AS fetched_before
    FROM core.portal_score
    WINDOW in_time AS (
        PARTITION BY source, endpoint, scope, period_kind, period_start, unit_code, group_code, metric ORDER BY fetched_at
    )
)
SELECT
    source, endpoint, period_kind, period_start, period_end, unit_code, group_code, metric,
    numerator_before, denominator_before, ratio_before, score_before, value_before, fetched_before,
    numerator, denominator, ratio, score, value, fetched_at, last_changed_run AS detected_run
FROM followed
WHERE CAST(fetched_before AS DATE) > period_end
    AND (
        numerator IS DISTINCT FROM numerator_before OR denominator IS DISTINCT FROM denominator_before
        OR ratio IS DISTINCT FROM ratio_before OR score IS DISTINCT FROM score_before OR value IS DISTINCT FROM value_before
    )
