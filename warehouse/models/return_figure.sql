-- each row is the returned figure of one unit for one indicator and one period
-- A unit's own return is its figure; without one, its figure is the sum over its children by the same rule. So a return
-- counts for the unit and for those above it, up to and without the next unit above that has returned. Where nothing was
-- returned there is no row ("chưa có số liệu"), never 0. Reads return_own.
WITH covered AS ( -- each row is a unit above a returning one whose figure comes from another return above that one
    SELECT DISTINCT r.period_no, r.basis, r.returned_id, r.unit_code, further.ancestor_code
    FROM return_own AS r
    JOIN ref.unit_ancestor AS above ON above.unit_code = r.unit_code AND above.ancestor_code <> r.unit_code
    JOIN return_own AS other
        ON other.period_no = r.period_no AND other.basis = r.basis AND other.returned_id = r.returned_id
        AND other.unit_code = above.ancestor_code
    JOIN ref.unit_ancestor AS further ON further.unit_code = other.unit_code
)
SELECT
    r.period_no, r.basis, a.ancestor_code AS unit_code, CAST(NULL AS VARCHAR) AS procedure_code, r.returned_id,
    sum(r.numerator) AS numerator, sum(r.denominator) AS denominator
FROM return_own AS r
JOIN ref.unit_ancestor AS a ON a.unit_code = r.unit_code
LEFT JOIN covered AS c
    ON c.period_no = r.period_no AND c.basis = r.basis AND c.returned_id = r.returned_id
    AND c.unit_code = r.unit_code AND c.ancestor_code = a.ancestor_code
WHERE c.unit_code IS NULL
GROUP BY r.period_no, r.basis, a.ancestor_code, r.returned_id
