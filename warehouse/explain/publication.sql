-- each row is a procedure of the wanted unit that took effect or was published in the period, with whether that was in time (0 or 1)
SELECT
    p.procedure_code, p.name AS procedure_name, p.level, p.published_on, p.effective_from, p.made_public_on,
    f.* EXCLUDE (period_no, basis, unit_code, procedure_code)
FROM procedure_publication AS f
JOIN ref.procedure AS p ON p.procedure_code = f.unit_code
WHERE f.basis = wanted_basis AND f.taking_effect + f.published > 0
