-- each row is the figures of the procedures in force that one unit (descendants included) carries out, in one period and basis
-- The catalogue is one for both bases. Basis city is always there, another where the record has dossiers of it.
WITH basis AS (
    SELECT 'city' AS basis UNION SELECT d.basis FROM core.dossier AS d
),
used AS (
    SELECT
        period_no, basis, unit_code,
        count(*) FILTER (WHERE has_online) AS online_with_dossier,
        count(*) FILTER (WHERE has_paid_online) AS with_fee_paid_online,
        count(*) FILTER (WHERE has_own_fee) AS with_fee_on_dossier,
        count(*) FILTER (WHERE uses_population_data) AS using_population_data
    FROM procedure_use
    GROUP BY period_no, basis, unit_code
)
SELECT
    p.period_no, b.basis, p.unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    p.procedures, p.eligible, p.eligible_full, p.online, p.online_on_portal, p.with_fee, p.with_electronic_process, p.made_public,
    p.full_content,
    coalesce(u.online_with_dossier, 0) AS online_with_dossier,
    coalesce(u.with_fee_paid_online, 0) AS with_fee_paid_online,
    coalesce(u.with_fee_on_dossier, 0) AS with_fee_on_dossier,
    coalesce(u.using_population_data, 0) AS using_population_data
FROM procedure_in_force AS p
CROSS JOIN basis AS b
LEFT JOIN used AS u ON u.period_no = p.period_no AND u.basis = b.basis AND u.unit_code = p.unit_code
