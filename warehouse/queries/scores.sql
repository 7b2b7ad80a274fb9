-- each row is a criterion of the 766 set for one unit in one period, by the basis its group is scored on
-- Parameters: kind, start, unit. The basis is the portal's where its copy has the unit's dossiers, as in mart.portal_group_score.
WITH judged AS (
    SELECT CASE WHEN count(f.unit_code) > 0 THEN 'portal' WHEN count(*) > 0 THEN 'city' END AS basis
    FROM mart.indicator_value AS v
    LEFT JOIN mart.form_06a_period AS f
        ON f.period_kind = v.period_kind AND f.period_start = v.period_start AND f.unit_code = v.unit_code
        AND f.basis = 'portal' AND f.sector_code IS NULL
    WHERE v.period_kind = $kind AND v.period_start = $start AND v.unit_code = $unit AND v.procedure_code IS NULL
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
WHERE j.basis IS NOT NULL
ORDER BY r.group_code, r.indicator_id
