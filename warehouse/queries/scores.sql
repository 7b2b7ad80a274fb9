-- each row is a criterion of the 766 set for one unit in one period, by the basis its group is scored on
-- Parameters: kind, start, unit.
WITH judged AS (
    SELECT basis
    FROM mart.portal_group_score
    WHERE period_kind = $kind AND period_start = $start AND unit_code = $unit AND group_code = 'TOTAL' AND basis IS NOT NULL
)
SELECT
    r.group_code, r.indicator_id, i.title_vi, i.title_en, i.unit_of_measure, r.counted, r.standing, r.full_at,
    CASE i.basis WHEN 'both' THEN j.basis ELSE i.basis END AS basis,
    g.numerator, g.denominator,
    CASE WHEN g.indicator_id IS NULL THEN r.score_when_none ELSE g.score END AS score,
    r.max_points AS max_score, g.missing_for_max, g.gain_for_max, g.points_per_record, g.missing_for_half_point,
    g.missing_for_whole_point
FROM ref.score_rule AS r
JOIN ref.indicator AS i ON i.indicator_id = r.indicator_id
CROSS JOIN judged AS j
LEFT JOIN mart.score_gap AS g
    ON g.indicator_id = r.indicator_id AND g.period_kind = $kind AND g.period_start = $start AND g.unit_code = $unit
    AND g.basis = CASE i.basis WHEN 'both' THEN j.basis ELSE i.basis END
ORDER BY r.group_code, r.indicator_id
