-- each row is a unit with a finished month beside the same month of the year before, the units merged into it whole included
-- Câu hỏi: So với cùng kỳ năm trước thì sao, khi đơn vị mới lập từ 01/07/2025?
-- Question: How does this month compare with a year ago, across the merger of 1 July 2025?
-- Đọc kết quả: chỉ so được khi predecessors_missing và year_before_predecessors_missing bằng 0; split_predecessors > 0: còn đơn vị cũ bị chia, số để riêng (truy vấn 21).
-- How to read: comparable only where both …predecessors_missing are 0; split_predecessors > 0: an old unit was split and stands apart (query 21).
-- Cột / columns: unit_code, name, period_start, received_total, year_before_received_total, late_rate, year_before_late_rate, change, predecessors_missing, year_before_predecessors_missing, split_predecessors
SELECT
    h.unit_code, u.name, h.period_start, h.received_total, h.year_before_received_total,
    h.late_rate, h.year_before_late_rate, h.late_rate - h.year_before_late_rate AS change,
    h.predecessors_missing, h.year_before_predecessors_missing, h.split_predecessors
FROM mart.unit_history_period AS h
JOIN ref.unit AS u ON u.unit_code = h.unit_code AND u.valid_to IS NULL
CROSS JOIN ops.publication AS p
WHERE h.period_kind = 'month' AND h.basis = 'city' AND h.series = 'comparable' AND h.period_end <= p.as_of
ORDER BY h.period_start DESC, u.sort_order, h.unit_code;
