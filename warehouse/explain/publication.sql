-- each row is a procedure of an asked unit that took effect or was published in the period, with whether that was in time (0 or 1)
SELECT
    k.place_code, p.procedure_code, p.name AS procedure_name, p.level, p.published_on, p.effective_from, p.made_public_on,
    f.* EXCLUDE (period_no, basis, unit_code, procedure_code)
FROM procedure_publication AS f
JOIN asked_carrier AS k ON k.unit_code = f.unit_code
JOIN ref.procedure AS p ON p.procedure_code = k.procedure_code
WHERE f.basis = wanted_basis AND f.taking_effect + f.published > 0
