-- each row is one of the nine indices of TT 01/2018/TT-VPCP art. 13 for one unit in one period, with its points (0 to 2)
-- Counted only in periods of nine_index_period, while the circular is in force.
-- A unit's own return stands: points = 2 * numerator / denominator, so that it may give the points themselves (1 of 2) or
-- those of all its dossiers. Without one an index is counted from the dossiers where they tell it, basis city:
-- index 1 (whole time beside the time allowed): 2 for a dossier resolved early, 1 on time, 0 late, as form II.06a;
-- index 3 (times the applicant was called back): 2 for no request of supplement, 1 for one, 0 for more, of those resolved
--   whose number of requests is known; whose fault a request was is on no record;
-- index 9 (online services): 2 from 30 % of dossiers received online, 1 from 15 %; the timetable is on no record.
-- Else its figure is the sum over the units below. A mean is rounded to one decimal, half away from zero.
-- Reads nine_index_period, return_own, return_figure and dossier_figure.
WITH called_back AS ( -- each row is the resolved dossiers of one unit (its own) on one day whose requests of supplement are known
    SELECT
        c.unit_code, c.finished_on, count(*) AS dossiers,
        CAST(sum(CASE WHEN d.supplement_count <= 0 THEN 2 WHEN d.supplement_count = 1 THEN 1 ELSE 0 END) AS BIGINT) AS points
    FROM mart.counted_dossier AS c
    JOIN core.dossier AS d ON d.basis = c.basis AND d.dossier_code = c.dossier_code
    WHERE c.basis = 'city' AND d.supplement_count IS NOT NULL AND c.finished_on <= (SELECT max(cut) FROM nine_index_period)
    GROUP BY c.unit_code, c.finished_on
),
given AS (
    SELECT
        1 AS standing, r.period_no, r.basis, r.unit_code, CAST(substr(r.returned_id, 5) AS INTEGER) AS index_no,
        2 * r.numerator / nullif(r.denominator, 0) AS mean_points
    FROM return_own AS r
    WHERE substr(r.returned_id, 1, 4) = 'C26_'
    UNION ALL
    SELECT
        2, f.period_no, f.basis, f.unit_code, 1,
        CAST(2 * f.resolved_early + f.resolved_on_time AS DOUBLE) / nullif(f.resolved_total, 0)
    FROM dossier_figure AS f
    WHERE f.procedure_code IS NULL AND f.basis = 'city'
    UNION ALL
    SELECT 2, p.period_no, 'city', a.ancestor_code, 3, CAST(sum(c.points) AS DOUBLE) / nullif(CAST(sum(c.dossiers) AS BIGINT), 0)
    FROM called_back AS c
    JOIN nine_index_period AS p ON c.finished_on BETWEEN p.period_start AND p.cut
    JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
    GROUP BY p.period_no, a.ancestor_code
    UNION ALL
    SELECT
        2, f.period_no, f.basis, f.unit_code, 9,
        CASE
            WHEN f.received = 0 THEN NULL
            WHEN 100 * f.received_online >= 30 * f.received THEN 2
            WHEN 100 * f.received_online >= 15 * f.received THEN 1
            ELSE 0
        END
    FROM dossier_figure AS f
    WHERE f.procedure_code IS NULL AND f.basis = 'city'
    UNION ALL
    SELECT
        3, r.period_no, r.basis, r.unit_code, CAST(substr(r.returned_id, 5) AS INTEGER), 2 * r.numerator / nullif(r.denominator, 0)
    FROM return_figure AS r
    WHERE substr(r.returned_id, 1, 4) = 'C26_'
)
SELECT
    g.period_no, g.basis, g.unit_code, g.index_no,
    CAST(round(CAST(g.mean_points AS DECIMAL(18, 9)), 1) AS DECIMAL(9, 1)) AS points
FROM given AS g
JOIN nine_index_period AS p ON p.period_no = g.period_no
WHERE g.mean_points IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY g.period_no, g.basis, g.unit_code, g.index_no ORDER BY g.standing) = 1
