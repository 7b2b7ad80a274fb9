-- each row is one of the nine indices of TT 01/2018/TT-VPCP art. 13 with the points of the wanted unit (0 to 2)
-- A unit that has returned its whole result (C26) has no row here: its return gives the figure.
SELECT n.unit_code, n.index_no, CAST(n.points AS DOUBLE) AS points, 2 AS points_possible
FROM nine_index AS n
WHERE
    n.unit_code = wanted_unit AND n.basis = 'city'
    AND NOT EXISTS (
        SELECT 1 FROM return_own AS r WHERE r.returned_id = 'C26' AND r.unit_code = wanted_unit AND r.denominator > 0
    )
