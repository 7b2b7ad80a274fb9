-- each row is a petition received or answered in the period, with what it counts for (0 or 1)
SELECT
    p.petition_id, p.unit_code, p.dossier_code, p.kind AS petition_kind, p.status AS petition_status, p.received_on,
    p.supplement_requested_on, p.answered_on, p.dislikes,
    f.* EXCLUDE (period_no, basis, unit_code, procedure_code)
FROM petition_figure AS f
JOIN core.petition AS p ON p.basis = f.basis AND p.petition_id = f.unit_code
