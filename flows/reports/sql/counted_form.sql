-- each row is a dossier that form II.06a counts in one of the spans, with the columns of the form in which it counts
-- Reads dossier_figure_of_span; 12 chờ: open in term while waiting for the applicant.
SELECT
    period_no AS span_no, dossier_code,
    CASE WHEN received_online > 0 THEN '4' WHEN received > 0 THEN '5' ELSE '6' END AS received,
    CASE
        WHEN resolved_early > 0 THEN '8' WHEN resolved_on_time > 0 THEN '9' WHEN resolved_late > 0 THEN '10' WHEN open_overdue > 0 THEN '13'
        WHEN open_waiting > 0 THEN '12 chờ' ELSE '12'
    END AS standing
FROM dossier_figure_of_span
WHERE received_total > 0
