-- each row is one figure of one unit (descendants included) in one period by the city's record and by the portal's copy of it
-- Metrics: indicators that both bases have (by their id), counts of form II.06a, and the causes of mart.portal_difference
-- (dossiers that differ, by the day of receipt). Reads scope_period, dossier_figure.
WITH both_known AS (
    SELECT count(DISTINCT basis) AS sides FROM core.dossier WHERE basis IN ('city', 'portal')
),
figure AS ( -- of all procedures
    SELECT f.* FROM dossier_figure AS f CROSS JOIN both_known AS b WHERE f.procedure_code IS NULL AND b.sides = 2
),
counted AS (
    SELECT period_no, basis, unit_code, 'received' AS metric, received AS dossiers FROM figure
    UNION ALL SELECT period_no, basis, unit_code, 'received_total', received_total FROM figure
    UNION ALL SELECT period_no, basis, unit_code, 'resolved', resolved_total FROM figure
    UNION ALL SELECT period_no, basis, unit_code, 'resolved_late', resolved_late FROM figure
    UNION ALL SELECT period_no, basis, unit_code, 'open', open_total FROM figure
    UNION ALL SELECT period_no, basis, unit_code, 'open_overdue', open_overdue FROM figure
),
received AS (
    SELECT
        period_no, unit_code,
        CAST(coalesce(sum(received) FILTER (WHERE basis = 'city'), 0) AS BIGINT) AS ours,
        CAST(coalesce(sum(received) FILTER (WHERE basis = 'portal'), 0) AS BIGINT) AS portal
    FROM figure
    GROUP BY period_no, unit_code
),
differing AS (
    SELECT kind, unit_code, received_on, count(*) AS dossiers
    FROM mart.portal_difference
    GROUP BY kind, unit_code, received_on
),
cause AS (
    SELECT p.period_no, a.ancestor_code AS unit_code, d.kind, CAST(sum(d.dossiers) AS BIGINT) AS dossiers
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
    JOIN differing AS d ON d.received_on = w.date
    JOIN ref.unit_ancestor AS a ON a.unit_code = d.unit_code
    GROUP BY p.period_no, a.ancestor_code, d.kind
),
told (kind, is_ours, is_portal, note) AS (
    VALUES
        ('only_here', true, false, 'Chỉ có ở hệ thống thành phố, chưa đồng bộ lên Cổng'),
        ('only_there', false, true, 'Chỉ có trên Cổng, hệ thống thành phố không có'),
        ('not_counted_there', true, false, 'Cổng có nhưng không tính (trạng thái 1, 3 hoặc thiếu ngày tiếp nhận)'),
        ('not_counted_here', false, true, 'Thành phố có nhưng không tính (trạng thái 1, 3 hoặc thiếu ngày tiếp nhận)'),
        ('other_unit', true, true, 'Khác đơn vị'),
        ('other_received_on', true, true, 'Khác ngày tiếp nhận'),
        ('other_due_on', true, true, 'Khác ngày hẹn trả'),
        ('other_finished_on', true, true, 'Khác ngày kết thúc'),
        ('other_status', true, true, 'Khác trạng thái'),
        ('other_supplements', true, true, 'Khác số lần hoặc thời gian bổ sung'),
        ('due_date_missing_there', true, true, 'Trên Cổng thiếu ngày hẹn trả'),
        ('due_date_missing_here', true, true, 'Thành phố thiếu ngày hẹn trả')
),
main_cause AS (
    SELECT c.period_no, c.unit_code, concat('Nguyên nhân nhiều nhất: ', t.note, ' (', c.dossiers, ' hồ sơ)') AS note
    FROM cause AS c
    JOIN told AS t ON t.kind = c.kind
    QUALIFY row_number() OVER (PARTITION BY c.period_no, c.unit_code ORDER BY c.dossiers DESC, c.kind) = 1
),
side AS (
    SELECT period_no, basis, unit_code, metric, CAST(dossiers AS DOUBLE) AS numerator, CAST(NULL AS DOUBLE) AS denominator,
        CAST(dossiers AS DOUBLE) AS value
    FROM counted
    UNION ALL
    SELECT p.period_no, v.basis, v.unit_code, v.indicator_id, v.numerator, v.denominator, v.value
    FROM mart.indicator_value AS v
    JOIN ref.indicator AS i ON i.indicator_id = v.indicator_id AND i.basis = 'both'
    JOIN scope_period AS p ON p.period_kind = v.period_kind AND p.period_start = v.period_start AND p.period_end = v.period_end
    CROSS JOIN both_known AS b
    WHERE v.procedure_code IS NULL AND b.sides = 2
),
beside AS (
    SELECT
        period_no, unit_code, metric,
        max(numerator) FILTER (WHERE basis = 'city') AS ours_numerator,
        max(denominator) FILTER (WHERE basis = 'city') AS ours_denominator,
        max(value) FILTER (WHERE basis = 'city') AS ours_value,
        max(numerator) FILTER (WHERE basis = 'portal') AS portal_numerator,
        max(denominator) FILTER (WHERE basis = 'portal') AS portal_denominator,
        max(value) FILTER (WHERE basis = 'portal') AS portal_value
    FROM side
    GROUP BY period_no, unit_code, metric
),
compared AS (
    SELECT
        b.*, b.ours_value - b.portal_value AS difference,
        CASE WHEN b.ours_value IS DISTINCT FROM b.portal_value THEN m.note END AS note
    FROM beside AS b
    LEFT JOIN main_cause AS m ON m.period_no = b.period_no AND m.unit_code = b.unit_code
    UNION ALL
    SELECT
        c.period_no, c.unit_code, c.kind,
        CASE WHEN t.is_ours THEN CAST(c.dossiers AS DOUBLE) END,
        CASE WHEN t.is_ours THEN CAST(r.ours AS DOUBLE) END,
        CASE WHEN t.is_ours THEN CAST(c.dossiers AS DOUBLE) / nullif(r.ours, 0) END,
        CASE WHEN t.is_portal THEN CAST(c.dossiers AS DOUBLE) END,
        CASE WHEN t.is_portal THEN CAST(r.portal AS DOUBLE) END,
        CASE WHEN t.is_portal THEN CAST(c.dossiers AS DOUBLE) / nullif(r.portal, 0) END,
        CAST(NULL AS DOUBLE), t.note
    FROM cause AS c
    JOIN told AS t ON t.kind = c.kind
    LEFT JOIN received AS r ON r.period_no = c.period_no AND r.unit_code = c.unit_code
)
SELECT
    p.period_kind, p.period_start, p.period_end, c.unit_code, c.metric, c.ours_numerator, c.ours_denominator, c.ours_value,
    c.portal_numerator, c.portal_denominator, c.portal_value, c.difference, c.note
FROM compared AS c
JOIN scope_period AS p ON p.period_no = c.period_no
