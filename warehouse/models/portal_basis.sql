-- each row is a unit and period of which anything is counted, with the basis by which its dossiers are set beside the portal's figures
-- The portal's copy where it has the unit's dossiers, else the city's own record.
SELECT v.period_kind, v.period_start, v.period_end, v.unit_code, CASE WHEN f.unit_code IS NULL THEN 'city' ELSE 'portal' END AS basis
FROM (
    SELECT DISTINCT period_kind, period_start, period_end, unit_code FROM mart.indicator_value WHERE procedure_code IS NULL
) AS v
LEFT JOIN mart.form_06a_period AS f -- C22 alone says nothing of the copy: it has a value where the copy has no dossier too
    ON f.period_kind = v.period_kind AND f.period_start = v.period_start AND f.unit_code = v.unit_code
    AND f.basis = 'portal' AND f.sector_code IS NULL
