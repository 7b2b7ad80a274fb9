-- each row is a commune with its online share (C08) of the newest finished month beside the target
-- Câu hỏi: Xã, phường nào tiếp nhận trực tuyến chưa đạt mục tiêu?
-- Question: Which communes receive too little online, against the target?
-- Đọc kết quả: value = numerator / denominator; target trống là chưa có mục tiêu đã kiểm chứng, không phải 0.
-- How to read: value = numerator / denominator; target NULL: no verified target is in force, which is not 0.
-- Cột / columns: unit_code, name, online, received, online_share, target, meets_target
WITH month AS (
    SELECT max(f.period_start) AS first_day, max(f.period_end) AS last_day
    FROM mart.form_06a_period AS f
    CROSS JOIN ops.publication AS p
    WHERE f.period_kind = 'month' AND f.period_end <= p.as_of
)
SELECT
    v.unit_code, u.name, CAST(v.numerator AS BIGINT) AS online, CAST(v.denominator AS BIGINT) AS received,
    v.value AS online_share, v.target, v.meets_target
FROM mart.indicator_value AS v
JOIN month AS m ON m.first_day = v.period_start
JOIN ref.unit AS u ON u.unit_code = v.unit_code AND u.kind = 'commune'
WHERE v.indicator_id = 'C08' AND v.period_kind = 'month' AND v.basis = 'city' AND v.procedure_code IS NULL AND v.denominator > 0
ORDER BY v.value, v.denominator DESC, v.unit_code;
