-- each row is one figure of one unit (descendants included) in one period by the city's record and by the portal's copy of it
-- Metrics: indicators that both bases have (by their id), counts of form II.06a, and the causes of mart.portal_difference
-- (dossiers that differ, by the day of receipt); then what the portal itself published, by its own codes (see portal_metric):
-- there ours is of the basis of portal_basis. Reads scope_period, dossier_figure, portal_published, portal_metric, portal_basis.
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
),
figured AS ( -- each row is a published figure with numerator and denominator
    SELECT
        p.period_kind, p.period_start, p.period_end, p.unit_code, m.metric, m.indicator_id, m.reason, p.note, p.fetched_at,
        p.numerator, coalesce(p.denominator, d.numerator) AS denominator, CAST(p.ratio AS DECIMAL(18, 4)) AS ratio
    FROM portal_metric AS m
    JOIN portal_published AS p ON p.endpoint = m.endpoint AND p.group_code = m.group_code AND p.metric = m.metric
    LEFT JOIN portal_published AS d
        ON d.endpoint = m.endpoint AND d.group_code = m.group_code AND d.metric = m.denominator_metric
        AND d.period_kind = p.period_kind AND d.period_start = p.period_start AND d.unit_code = p.unit_code
),
judged AS (
    SELECT
        f.*,
        coalesce(CAST(f.ratio AS DOUBLE) / 100, CAST(f.numerator AS DOUBLE) / nullif(f.denominator, 0)) AS portal_value,
        CAST(round(CAST(100.0 * f.numerator / nullif(f.denominator, 0) AS DECIMAL(18, 9)), 2) AS DECIMAL(18, 4)) AS rounded,
        CAST(floor(CAST(100.0 * f.numerator / nullif(f.denominator, 0) AS DECIMAL(18, 9)) * 100) AS DECIMAL(18, 4)) / 100 AS truncated
    FROM figured AS f
),
published AS (
    SELECT
        j.*, v.numerator AS ours_numerator, v.denominator AS ours_denominator, v.value AS ours_value,
        abs(v.value - j.portal_value) > 0.00005 AS differs
    FROM judged AS j
    JOIN ref.indicator AS i ON i.indicator_id = j.indicator_id
    LEFT JOIN portal_basis AS b
        ON b.period_kind = j.period_kind AND b.period_start = j.period_start AND b.unit_code = j.unit_code
    LEFT JOIN mart.indicator_value AS v
        ON v.period_kind = j.period_kind AND v.period_start = j.period_start AND v.unit_code = j.unit_code
        AND v.indicator_id = j.indicator_id AND v.procedure_code IS NULL
        AND v.basis = CASE i.basis WHEN 'both' THEN b.basis ELSE i.basis END
)
SELECT
    p.period_kind, p.period_start, p.period_end, c.unit_code, c.metric, c.ours_numerator, c.ours_denominator, c.ours_value,
    c.portal_numerator, c.portal_denominator, c.portal_value, c.difference, c.note,
    CAST(NULL AS VARCHAR) AS indicator_id, CAST(NULL AS TIMESTAMP) AS published_at
FROM compared AS c
JOIN scope_period AS p ON p.period_no = c.period_no
UNION ALL
SELECT
    period_kind, period_start, period_end, unit_code, metric, ours_numerator, ours_denominator, ours_value,
    CAST(numerator AS DOUBLE), CAST(denominator AS DOUBLE), portal_value, ours_value - portal_value,
    nullif(concat_ws('; ',
        note,
        CASE
            WHEN ratio <> rounded AND ratio = truncated THEN 'Cổng cắt bớt tỷ lệ thay vì làm tròn'
            WHEN ratio <> rounded THEN 'Tỷ lệ Cổng công bố không bằng tử số chia mẫu số của nó'
        END,
        CASE WHEN differs THEN reason END,
        CASE WHEN differs AND ours_denominator <> denominator THEN 'Khác mẫu số' END), ''),
    indicator_id, fetched_at
FROM published
