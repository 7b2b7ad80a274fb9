-- each row is a figure of the city by its own record and by the national portal's copy, of the newest finished month
-- Câu hỏi: Số của thành phố và số trên Cổng DVCQG lệch nhau chỗ nào, vì sao?
-- Question: Where do our figures and the national portal's differ, and why?
-- Đọc kết quả: chỉ có dòng khi đã nạp bản sao trên Cổng; dòng only_here, other_due_on… là số hồ sơ theo nguyên nhân. Từng hồ sơ: mart.portal_difference.
-- How to read: rows only where the portal's copy was loaded; only_here, other_due_on… count dossiers by cause. One by one: mart.portal_difference.
-- Cột / columns: metric, ours_numerator, ours_denominator, ours_value, portal_numerator, portal_denominator, portal_value, difference, note
WITH month AS (
    SELECT max(f.period_start) AS first_day, max(f.period_end) AS last_day
    FROM mart.form_06a_period AS f
    CROSS JOIN ops.publication AS p
    WHERE f.period_kind = 'month' AND f.period_end <= p.as_of
)
SELECT
    c.metric, c.ours_numerator, c.ours_denominator, c.ours_value, c.portal_numerator, c.portal_denominator, c.portal_value,
    c.difference, c.note
FROM mart.portal_comparison AS c
JOIN month AS m ON m.first_day = c.period_start
JOIN ref.unit AS u ON u.unit_code = c.unit_code AND u.kind = 'province' AND u.parent_code IS NULL AND u.valid_to IS NULL
WHERE c.period_kind = 'month'
ORDER BY c.metric;
