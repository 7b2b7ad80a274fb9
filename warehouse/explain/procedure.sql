-- each row is a procedure in force that an asked unit carries out, with what it counts for (0 or 1) and dossiers that show it
WITH shown AS (
    SELECT
        c.unit_code, count(*) AS dossiers,
        min(c.dossier_code) AS any_dossier,
        min(c.dossier_code) FILTER (WHERE c.is_online) AS online_dossier,
        min(c.dossier_code) FILTER (WHERE c.paid_online_on <= p.cut) AS paid_online_dossier,
        min(c.dossier_code) FILTER (WHERE c.own_fee_amount > 0) AS own_fee_dossier,
        min(c.dossier_code) FILTER (WHERE c.uses_population_data) AS population_data_dossier
    FROM asked_procedure_dossier AS c
    CROSS JOIN scope_period AS p
    GROUP BY c.unit_code
)
SELECT
    k.place_code, p.procedure_code, p.name AS procedure_name, p.level, p.service_level, p.is_eligible_full, p.has_fee,
    p.has_electronic_process, p.is_on_portal, p.has_full_content, p.made_public_on, p.valid_from, p.valid_to,
    coalesce(s.dossiers, 0) AS dossiers, s.any_dossier, s.online_dossier, s.paid_online_dossier, s.own_fee_dossier,
    s.population_data_dossier,
    f.* EXCLUDE (period_no, basis, unit_code, procedure_code)
FROM procedure_figure AS f
JOIN asked_carrier AS k ON k.unit_code = f.unit_code
JOIN ref.procedure AS p ON p.procedure_code = k.procedure_code
LEFT JOIN shown AS s ON s.unit_code = f.unit_code
WHERE f.basis = wanted_basis
