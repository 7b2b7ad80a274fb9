-- each row is a basis of form II.06a with the number of places where a period does not take over what the one before left
-- Column 6 of a period = column 11 of the period that ended the day before it, where that one is finished. A row that is
-- not there is zero. Half a year and nine months never follow one another: 15 December to 14 June, to 14 September.
WITH form AS (
    SELECT period_kind, period_start, period_end, basis, unit_code, coalesce(sector_code, '*') AS sector_code, carried_over, open_total
    FROM mart.form_06a_period
    WHERE period_kind NOT IN ('report_half', 'report_nine_months')
),
left_open AS (
    SELECT *, CAST(period_end + 1 AS DATE) AS next_start
    FROM form
    WHERE period_end < CAST($as_of AS DATE)
),
taken AS (
    SELECT
        coalesce(n.basis, e.basis) AS basis,
        coalesce(n.unit_code, e.unit_code) || ', ' || strftime(coalesce(n.period_start, e.next_start), '%d/%m/%Y') AS place_in_form,
        coalesce(e.open_total, 0) <> coalesce(n.carried_over, 0) AS is_broken
    FROM form AS n
    FULL JOIN left_open AS e
        ON e.period_kind = n.period_kind AND e.next_start = n.period_start AND e.basis = n.basis
        AND e.unit_code = n.unit_code AND e.sector_code = n.sector_code
)
SELECT
    basis, count(*) AS row_count,
    count(*) FILTER (WHERE is_broken) AS carried_broken,
    min(place_in_form) FILTER (WHERE is_broken) AS carried_example
FROM taken
GROUP BY basis
ORDER BY basis
