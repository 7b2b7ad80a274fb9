-- each row is a counted dossier of the wanted unit or a descendant, as a unit of its own; those that count nowhere from the first
-- day of the periods to their last cut are left out
SELECT c.* REPLACE (c.dossier_code AS unit_code)
FROM mart.counted_dossier AS c
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
CROSS JOIN (SELECT min(period_start) AS first_day, max(cut) AS last_day FROM scope_period) AS p
WHERE
    a.ancestor_code = wanted_unit AND c.basis = wanted_basis AND c.received_on <= p.last_day
    AND (c.finished_on IS NULL OR c.finished_on >= p.first_day OR c.due_on BETWEEN p.first_day AND p.last_day)
