-- each row is a dossier of the city's own record that a figure of the pages counts, with the columns that count it
-- Reads counted_form, counted_dossier_city and counted_portal_rule_city; what the portal's rule alone counts (status 3) has no state.
WITH counted AS (
    SELECT dossier_code FROM counted_form
    UNION
    SELECT dossier_code FROM counted_dossier_city
    UNION
    SELECT dossier_code FROM counted_portal_rule_city
),
sector AS (
    -- one name per sector, as the form on the pages has it
    SELECT sector_code, min(sector_name) AS sector_name FROM ref.procedure WHERE sector_code IS NOT NULL GROUP BY sector_code
)
SELECT
    k.dossier_code AS listed_code, d.unit_code AS listed_unit, d.procedure_code AS listed_procedure, p.name AS listed_procedure_name,
    coalesce(c.sector_code, d.sector_code, p.sector_code, '?') AS listed_sector, s.sector_name AS listed_sector_name, d.channel AS listed_channel,
    coalesce(c.received_on, CAST(d.received_at AS DATE)) AS listed_received_on, CAST(d.due_at AS DATE) AS listed_due_on,
    CAST(d.first_due_at AS DATE) AS listed_first_due_on,
    CASE WHEN c.finished_on <= $as_of THEN c.finished_on END AS listed_finished_on,
    CASE
        WHEN c.dossier_code IS NULL THEN NULL
        WHEN c.finished_on <= $as_of THEN c.outcome
        WHEN c.is_waiting THEN 'waiting'
        WHEN c.due_on < $as_of THEN 'overdue'
        ELSE 'in_term'
    END AS listed_state,
    l.responsible_unit_code AS listed_responsible_unit, l.working_days_late AS listed_days_late, l.apology_due AS listed_apology_due,
    c.fee_due AS listed_fee_due, c.paid_online_on <= $as_of AS listed_paid_online, c.has_electronic_result AS listed_electronic_result,
    c.result_signed AS listed_result_signed, c.has_digitised_component AS listed_digitised, c.reuses_data AS listed_reuses_data,
    COLUMNS('(: tiếp nhận|: kết quả|/[0-9]{4}\))$')
FROM counted AS k
JOIN core.dossier AS d ON d.basis = 'city' AND d.dossier_code = k.dossier_code
LEFT JOIN counted_form AS f ON f.dossier_code = k.dossier_code
LEFT JOIN counted_dossier_city AS m ON m.dossier_code = k.dossier_code
LEFT JOIN counted_portal_rule_city AS r ON r.dossier_code = k.dossier_code
LEFT JOIN mart.counted_dossier AS c ON c.basis = 'city' AND c.dossier_code = k.dossier_code
LEFT JOIN ref.procedure AS p ON p.procedure_code = d.procedure_code
LEFT JOIN sector AS s ON s.sector_code = coalesce(c.sector_code, d.sector_code, p.sector_code)
LEFT JOIN mart.late_dossier AS l ON l.basis = 'city' AND l.dossier_code = k.dossier_code AND l.state <> 'late_by_first_due_only'
