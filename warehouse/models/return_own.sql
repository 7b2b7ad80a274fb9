-- each row is what one unit itself has returned for one indicator and one period, as it counts there
-- A return counts for its own period. Đ10's certificates are a stock: the unit's latest period ended by the cut gives them,
-- of several that end on one day the shortest. A return with an empty cell tells no figure. Reads scope_period.
WITH unit_return AS (
    SELECT r.basis, r.source, r.period_kind, r.period_start, r.period_end, r.unit_code, r.indicator_id, r.numerator, r.denominator
    FROM core.unit_return AS r
    WHERE NOT r.is_deleted AND r.denominator IS NOT NULL
),
certificate AS (
    SELECT p.period_no, r.basis, r.unit_code, r.indicator_id, r.numerator, r.denominator
    FROM unit_return AS r
    JOIN scope_period AS p ON r.period_end <= p.cut
    WHERE r.indicator_id = 'Đ10'
    QUALIFY row_number() OVER (
        PARTITION BY p.period_no, r.basis, r.unit_code ORDER BY r.period_end DESC, r.period_start DESC, r.period_kind, r.source
    ) = 1
)
SELECT p.period_no, r.basis, r.unit_code, r.indicator_id AS returned_id, r.numerator, r.denominator
FROM unit_return AS r
JOIN scope_period AS p ON p.period_kind = r.period_kind AND p.period_start = r.period_start
WHERE r.indicator_id <> 'Đ10' AND r.numerator IS NOT NULL
UNION ALL
SELECT c.period_no, c.basis, c.unit_code, c.indicator_id, c.numerator, c.denominator
FROM certificate AS c
