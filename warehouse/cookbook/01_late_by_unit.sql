-- each row is a unit with its late rate of the newest finished month
-- Câu hỏi: Tháng vừa qua đơn vị nào trễ hạn nhiều, và con số ấy chắc đến đâu?
-- Question: Which units were late last month, and how sure is the figure?
-- Đọc kết quả: khoảng [ci_low, ci_high] là khoảng tin cậy 95 %; khoảng rộng là ít hồ sơ, chưa nên xếp hạng.
-- How to read: [ci_low, ci_high] is the 95 % interval; where it is wide there are few dossiers: do not rank them.
-- Cột / columns: unit_code, name, resolved, resolved_late, late_rate, ci_low, ci_high, open_overdue
WITH month AS (
    SELECT max(f.period_start) AS first_day, max(f.period_end) AS last_day
    FROM mart.form_06a_period AS f
    CROSS JOIN ops.publication AS p
    WHERE f.period_kind = 'month' AND f.period_end <= p.as_of
)
SELECT r.unit_code, u.name, r.resolved, r.resolved_late, r.late_rate, r.ci_low, r.ci_high, r.open_overdue
FROM mart.late_rate AS r
JOIN month AS m ON m.first_day = r.period_start
JOIN ref.unit AS u ON u.unit_code = r.unit_code
WHERE r.resolved > 0
ORDER BY r.ci_low DESC, r.late_rate DESC, r.unit_code;
