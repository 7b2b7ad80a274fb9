-- each row is a finished month with the city's receipts per working day
-- Câu hỏi: Tháng nào đông hồ sơ, tính theo ngày làm việc?
-- Question: Which months are busy, per working day?
-- Đọc kết quả: số ngày làm việc mỗi tháng khác nhau (Tết, hoán đổi): so per_working_day chứ không so received. Tháng đầu có thể thiếu ngày.
-- How to read: months differ in working days (Tết, swaps): compare per_working_day, not received. The first month may lack days.
-- Cột / columns: period_start, working_days, received, per_working_day, online_share, late_rate
WITH month AS (
    SELECT f.*, f.received_online + f.received_direct_postal AS received
    FROM mart.form_06a_period AS f
    CROSS JOIN ops.publication AS p
    JOIN ref.unit AS u ON u.unit_code = f.unit_code AND u.kind = 'province' AND u.parent_code IS NULL AND u.valid_to IS NULL
    WHERE f.period_kind = 'month' AND f.basis = 'city' AND f.sector_code IS NULL AND f.period_end <= p.as_of
),
worked AS (
    SELECT m.period_start, count(*) AS working_days
    FROM month AS m
    JOIN ref.working_day AS w ON w.date BETWEEN m.period_start AND m.period_end AND w.is_working
    GROUP BY m.period_start
)
SELECT
    m.period_start, w.working_days, m.received, m.received / w.working_days AS per_working_day,
    m.received_online / nullif(m.received, 0) AS online_share, m.resolved_late / nullif(m.resolved_total, 0) AS late_rate
FROM month AS m
JOIN worked AS w ON w.period_start = m.period_start
ORDER BY m.period_start;
