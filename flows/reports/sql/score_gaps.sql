-- each row is a criterion of the 766 set for one unit in one calendar month, by the basis its group is scored on
-- What wins most points first.
SELECT
    g.unit_code, g.indicator_id, i.title_vi, i.title_en, g.basis, g.counted, g.numerator, g.denominator, g.score, g.max_score,
    g.missing_for_max, g.gain_for_max, g.points_per_record, g.is_estimate
FROM mart.score_gap AS g
JOIN ref.indicator AS i ON i.indicator_id = g.indicator_id
JOIN mart.portal_group_score AS s
    ON s.period_kind = g.period_kind AND s.period_start = g.period_start AND s.unit_code = g.unit_code AND s.group_code = 'TOTAL'
WHERE
    g.period_kind = 'month' AND g.period_start = $month
    AND g.basis = CASE i.basis WHEN 'both' THEN s.basis ELSE i.basis END
ORDER BY g.unit_code, g.gain_for_max DESC NULLS LAST, g.indicator_id
