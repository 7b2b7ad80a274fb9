-- each row is a basis of form II.06a with the number of its rows that break each identity, and one of them to look at
WITH judged AS (
    SELECT
        basis,
        unit_code || ', ' || strftime(period_start, '%d/%m/%Y') || '–' || strftime(period_end, '%d/%m/%Y')
            || coalesce(', ' || sector_code, '') AS place_in_form,
        received_total IS DISTINCT FROM received_online + received_direct_postal + carried_over AS breaks_received,
        received_total IS DISTINCT FROM resolved_total + open_total AS breaks_balance,
        resolved_total IS DISTINCT FROM resolved_early + resolved_on_time + resolved_late AS breaks_resolved,
        open_total IS DISTINCT FROM open_in_term + open_overdue AS breaks_open,
        (resolved_no_due_date <= resolved_on_time AND open_waiting <= open_in_term) IS NOT TRUE AS breaks_of_which,
        (
            received_total >= 0 AND received_online >= 0 AND received_direct_postal >= 0 AND carried_over >= 0
            AND resolved_total >= 0 AND resolved_early >= 0 AND resolved_on_time >= 0 AND resolved_late >= 0
            AND resolved_no_due_date >= 0 AND open_total >= 0 AND open_in_term >= 0 AND open_overdue >= 0 AND open_waiting >= 0
        ) IS NOT TRUE AS breaks_sign
    FROM mart.form_06a_period
)
SELECT
    basis, count(*) AS row_count,
    count(*) FILTER (WHERE breaks_received) AS received_broken,
    min(place_in_form) FILTER (WHERE breaks_received) AS received_example,
    count(*) FILTER (WHERE breaks_balance) AS balance_broken,
    min(place_in_form) FILTER (WHERE breaks_balance) AS balance_example,
    count(*) FILTER (WHERE breaks_resolved) AS resolved_broken,
    min(place_in_form) FILTER (WHERE breaks_resolved) AS resolved_example,
    count(*) FILTER (WHERE breaks_open) AS open_broken,
    min(place_in_form) FILTER (WHERE breaks_open) AS open_example,
    count(*) FILTER (WHERE breaks_of_which) AS of_which_broken,
    min(place_in_form) FILTER (WHERE breaks_of_which) AS of_which_example,
    count(*) FILTER (WHERE breaks_sign) AS sign_broken,
    min(place_in_form) FILTER (WHERE breaks_sign) AS sign_example
FROM judged
GROUP BY basis
ORDER BY basis
