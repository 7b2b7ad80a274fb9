-- each row is the public service units of one unit (itself and its descendants) that returned D02 for one period, by class
-- Classes of NĐ 60/2021/NĐ-CP arts. 9–10 by D02 = A / B, each unit by its own return. A unit that returned no spending
-- (B = 0) is a returning unit of no class. Reads return_own.
WITH public_service_unit AS (
    SELECT r.period_no, r.basis, r.unit_code, r.numerator / nullif(r.denominator, 0) AS share
    FROM return_own AS r
    WHERE r.returned_id = 'D02'
)
SELECT
    u.period_no, u.basis, a.ancestor_code AS unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    count(*) AS returning_units,
    count(*) FILTER (WHERE u.share >= 1) AS from_100_percent,
    count(*) FILTER (WHERE u.share >= 0.7 AND u.share < 1) AS from_70_percent,
    count(*) FILTER (WHERE u.share >= 0.3 AND u.share < 0.7) AS from_30_percent,
    count(*) FILTER (WHERE u.share >= 0.1 AND u.share < 0.3) AS from_10_percent,
    count(*) FILTER (WHERE u.share < 0.1) AS under_10_percent
FROM public_service_unit AS u
JOIN ref.unit_ancestor AS a ON a.unit_code = u.unit_code
GROUP BY u.period_no, u.basis, a.ancestor_code
