-- each row is a dossier of the city with the portal's record of it, found by its code or by its national code
-- The two codes may lead to two records of the portal. Codes are all that is matched: names and dates differ too often.
SELECT c.dossier_code, p.dossier_code AS portal_dossier_code, true AS is_by_code
FROM core.dossier AS c
JOIN core.dossier AS p ON p.basis = 'portal' AND p.dossier_code = c.dossier_code
WHERE c.basis = 'city' AND NOT c.is_deleted AND NOT p.is_deleted
UNION ALL
SELECT c.dossier_code, p.dossier_code, false
FROM core.dossier AS c
JOIN core.dossier AS p ON p.basis = 'portal' AND p.dossier_code = c.national_code
WHERE c.basis = 'city' AND c.national_code <> c.dossier_code AND NOT c.is_deleted AND NOT p.is_deleted
