-- each row is the points of one unit in one period on the nine-index scale of TT 01/2018/TT-VPCP, and the points possible
-- Points possible are 2 for each index with data. A unit that has returned its whole result (C26: points of points possible)
-- stands by that; without any index the returns below are added up. No data at all: no row.
-- Reads nine_index_period, nine_index, return_own and return_figure.
WITH given AS (
    SELECT
        1 AS standing, r.period_no, r.basis, r.unit_code, CAST(floor(r.denominator / 2) AS BIGINT) AS indices_with_data,
        r.numerator AS points, r.denominator AS points_possible
    FROM return_own AS r
    WHERE r.returned_id = 'C26' AND r.denominator > 0
    UNION ALL
    SELECT
        2, n.period_no, n.basis, n.unit_code, count(*), CAST(sum(n.points) AS DOUBLE), CAST(2 * count(*) AS DOUBLE)
    FROM nine_index AS n
    GROUP BY n.period_no, n.basis, n.unit_code
    UNION ALL
    SELECT 3, r.period_no, r.basis, r.unit_code, CAST(NULL AS BIGINT), r.numerator, r.denominator
    FROM return_figure AS r
    WHERE r.returned_id = 'C26' AND r.denominator > 0
)
SELECT
    g.period_no, g.basis, g.unit_code, CAST(NULL AS VARCHAR) AS procedure_code, g.indices_with_data, g.points, g.points_possible
FROM given AS g
JOIN nine_index_period AS p ON p.period_no = g.period_no
QUALIFY row_number() OVER (PARTITION BY g.period_no, g.basis, g.unit_code ORDER BY g.standing) = 1
