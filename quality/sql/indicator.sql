-- each row is an indicator and basis with the number of its values that cannot be
WITH valued AS (
    SELECT
        v.indicator_id, v.basis, v.value, v.numerator, v.denominator,
        i.unit_of_measure = '%' AND NOT list_contains($beyond_one, v.indicator_id) AS is_share,
        v.unit_code || ', ' || strftime(v.period_start, '%d/%m/%Y') || '–' || strftime(v.period_end, '%d/%m/%Y')
            || coalesce(', ' || v.procedure_code, '') AS place_of_value
    FROM mart.indicator_value AS v
    LEFT JOIN ref.indicator AS i ON i.indicator_id = v.indicator_id
),
judged AS (
    SELECT
        *,
        is_share AND (value < 0 OR value > 1 OR isnan(value)) AS breaks_share,
        denominator < 0 AS breaks_denominator,
        value IS NOT NULL AND coalesce(denominator, 0) = 0 AS breaks_division
    FROM valued
)
SELECT
    indicator_id, basis, count(*) AS row_count,
    count(*) FILTER (WHERE breaks_share) AS share_broken,
    min(place_of_value) FILTER (WHERE breaks_share) AS share_example,
    count(*) FILTER (WHERE breaks_denominator) AS denominator_broken,
    min(place_of_value) FILTER (WHERE breaks_denominator) AS denominator_example,
    count(*) FILTER (WHERE breaks_division) AS division_broken,
    min(place_of_value) FILTER (WHERE breaks_division) AS division_example
FROM judged
GROUP BY indicator_id, basis
ORDER BY indicator_id, basis
