-- each row is the class of one unit in one period by the nine indices of TT 01/2018/TT-VPCP arts. 13–15, index by index
-- A class is given only when all nine indices are there: excellent from 15 of 18 points, good from 12, fair from 9, average
-- from 6, else weak. Basis city. Reads scope_period, nine_index and nine_index_figure.
WITH indices AS (
    SELECT
        n.period_no, n.unit_code,
        CAST(max(CASE WHEN n.index_no = 1 THEN n.points END) AS DOUBLE) AS points_1,
        CAST(max(CASE WHEN n.index_no = 2 THEN n.points END) AS DOUBLE) AS points_2,
        CAST(max(CASE WHEN n.index_no = 3 THEN n.points END) AS DOUBLE) AS points_3,
        CAST(max(CASE WHEN n.index_no = 4 THEN n.points END) AS DOUBLE) AS points_4,
        CAST(max(CASE WHEN n.index_no = 5 THEN n.points END) AS DOUBLE) AS points_5,
        CAST(max(CASE WHEN n.index_no = 6 THEN n.points END) AS DOUBLE) AS points_6,
        CAST(max(CASE WHEN n.index_no = 7 THEN n.points END) AS DOUBLE) AS points_7,
        CAST(max(CASE WHEN n.index_no = 8 THEN n.points END) AS DOUBLE) AS points_8,
        CAST(max(CASE WHEN n.index_no = 9 THEN n.points END) AS DOUBLE) AS points_9
    FROM nine_index AS n
    WHERE n.basis = 'city'
    GROUP BY n.period_no, n.unit_code
)
SELECT
    p.period_kind, p.period_start, p.period_end, f.unit_code, f.indices_with_data, f.points, f.points_possible,
    CASE
        WHEN f.indices_with_data IS NULL OR f.points_possible <> 18 THEN NULL
        WHEN f.points >= 15 THEN 'excellent'
        WHEN f.points >= 12 THEN 'good'
        WHEN f.points >= 9 THEN 'fair'
        WHEN f.points >= 6 THEN 'average'
        ELSE 'weak'
    END AS class,
    i.points_1, i.points_2, i.points_3, i.points_4, i.points_5, i.points_6, i.points_7, i.points_8, i.points_9
FROM nine_index_figure AS f
JOIN scope_period AS p ON p.period_no = f.period_no
LEFT JOIN indices AS i ON i.period_no = f.period_no AND i.unit_code = f.unit_code
WHERE f.basis = 'city'
