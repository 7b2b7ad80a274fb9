-- each row is a dossier that the portal's rule counts in the period, with whether it is on time and without a complaint (0 or 1)
SELECT
    d.dossier_code, d.unit_code, d.procedure_code, d.received_on, CAST(c.due_at AS DATE) AS due_on, d.ended_on,
    c.supplement_count, coalesce(c.supplement_seconds, 0) / 86400.0 AS supplement_days,
    CASE WHEN d.in_time_until BETWEEN DATE '0001-01-02' AND DATE '9999-12-30' THEN d.in_time_until END AS in_time_until,
    CASE WHEN d.complained_on < DATE '9999-12-31' THEN d.complained_on END AS complained_on,
    f.* EXCLUDE (period_no, basis, unit_code, procedure_code)
FROM portal_rule_figure AS f
JOIN mart.portal_rule_dossier AS d ON d.basis = f.basis AND d.dossier_code = f.unit_code
JOIN core.dossier AS c ON c.basis = d.basis AND c.dossier_code = d.dossier_code
