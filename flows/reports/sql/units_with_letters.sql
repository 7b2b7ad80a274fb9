-- each row is a unit that has told of letters of apology by $on, itself or below it: C07 is counted from those
SELECT DISTINCT u.ancestor_code AS unit_code
FROM core.apology AS a
JOIN mart.counted_dossier AS c ON c.basis = a.basis AND c.dossier_code = a.dossier_code
JOIN ref.unit_ancestor AS u ON u.unit_code = c.unit_code
WHERE NOT a.is_deleted AND (a.sent_on IS NOT NULL OR a.reappointed_on IS NOT NULL) AND coalesce(a.sent_on, c.received_on) <= $on
ORDER BY unit_code
