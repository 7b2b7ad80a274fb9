-- each row is a return that counts for an asked unit: its own, else those of the units below it by the same rule
-- A return counts up to and without the next unit above that has returned.
SELECT w.unit_code AS place_code, r.*
FROM return_own AS r
JOIN ref.unit_ancestor AS a ON a.unit_code = r.unit_code
JOIN asked_place AS w ON w.unit_code = a.ancestor_code
WHERE
    NOT EXISTS (
        SELECT 1
        FROM return_own AS o
        JOIN ref.unit_ancestor AS above ON above.unit_code = r.unit_code AND above.ancestor_code = o.unit_code
        JOIN ref.unit_ancestor AS below ON below.unit_code = o.unit_code AND below.ancestor_code = w.unit_code
        WHERE
            o.unit_code <> r.unit_code AND o.period_no = r.period_no AND o.basis = r.basis
            AND o.returned_id = r.returned_id
    )
