-- each row is a part of the 766 set with the points the city lost in the newest finished month
-- Câu hỏi: Điểm 766 mất ở đâu, cần thêm gì để được trọn?
-- Question: Where are points of the 766 set lost?
-- Đọc kết quả: numerator / denominator nói còn thiếu bao nhiêu; score trống là chưa có gì để tính, không phải 0 điểm.
-- How to read: numerator / denominator tell what is lacking; score NULL: nothing to judge, which is not 0 points.
-- Cột / columns: group_code, indicator_id, title, numerator, denominator, value, score, max_score, lost
WITH month AS (
    SELECT max(f.period_start) AS first_day, max(f.period_end) AS last_day
    FROM mart.form_06a_period AS f
    CROSS JOIN ops.publication AS p
    WHERE f.period_kind = 'month' AND f.period_end <= p.as_of
)
SELECT
    r.group_code, v.indicator_id, i.title_vi AS title, v.numerator, v.denominator, v.value, v.score, v.max_score,
    v.max_score - v.score AS lost
FROM mart.indicator_value AS v
JOIN month AS m ON m.first_day = v.period_start
JOIN ref.score_rule AS r ON r.indicator_id = v.indicator_id
JOIN ref.indicator AS i ON i.indicator_id = v.indicator_id
JOIN ref.unit AS u ON u.unit_code = v.unit_code AND u.kind = 'province' AND u.parent_code IS NULL AND u.valid_to IS NULL
WHERE v.period_kind = 'month' AND v.basis = 'city' AND v.procedure_code IS NULL
ORDER BY lost DESC NULLS LAST, v.indicator_id;
