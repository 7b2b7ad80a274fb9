-- each row is a criterion of the 766 set for one unit in one calendar month, by the basis its group is scored on
-- The basis is the portal's where its copy has the unit's dossiers, as in mart.portal_group_score; what wins most points first.
WITH judged AS (
    SELECT v.unit_code, max(CASE WHEN f.unit_code IS NULL THEN 'city' ELSE 'portal' END) AS basis
    FROM mart.indicator_value AS v
    LEFT JOIN mart.form_06a_period AS f
        ON f.period_kind = v.period_kind AND f.period_start = v.period_start AND f.unit_code = v.unit_code
        AND f.basis = 'portal' AND f.sector_code IS NULL
    WHERE v.period_kind = 'month' AND v.period_start = $month AND v.procedure_code IS NULL
    GROUP BY v.unit_code
)
SELECT
    g.unit_code, g.indicator_id, i.title_vi, i.title_en, g.counted, g.numerator, g.denominator, g.score, g.max_score,
    g.missing_for_max, g.gain_for_max, g.points_per_record, g.is_estimate
FROM mart.score_gap AS g
JOIN ref.indicator AS i ON i.indicator_id = g.indicator_id
JOIN judged AS j ON j.unit_code = g.unit_code
WHERE
    g.period_kind = 'month' AND g.period_start = $month
    AND g.basis = CASE i.basis WHEN 'both' THEN j.basis ELSE i.basis END
ORDER BY g.unit_code, g.gain_for_max DESC NULLS LAST, g.indicator_id
