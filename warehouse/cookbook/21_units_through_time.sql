-- each row is an old unit with what became of it: merged whole, split, or ended without a successor
-- Câu hỏi: Đơn vị cũ nào đã nhập vào đơn vị nay, đơn vị nào bị chia?
-- Question: Which old units went into today's, and which were split?
-- Đọc kết quả: fate merged: lịch sử của nó có ở đơn vị nay (series predecessors); split: để riêng, không phân bổ; ended: cấp huyện, không có đơn vị kế thừa trọn vẹn.
-- How to read: fate merged: its history is in today's unit (series predecessors); split: it stands apart, never apportioned; ended: a district, nothing took it over whole.
-- Cột / columns: old_code, old_name, kind, valid_to, fate, today_code, today_name
WITH went AS (
    SELECT s.unit_code, s.heir_code, 'merged' AS fate
    FROM ref.unit_succession AS s
    JOIN ref.unit AS u ON u.unit_code = s.heir_code AND u.valid_to IS NULL
    WHERE s.is_whole_predecessor
    UNION ALL
    SELECT unit_code, heir_code, 'split' FROM ref.unit_split
)
SELECT
    o.unit_code AS old_code, o.name AS old_name, o.kind, o.valid_to, coalesce(w.fate, 'ended') AS fate,
    n.unit_code AS today_code, n.name AS today_name
FROM ref.unit AS o
LEFT JOIN went AS w ON w.unit_code = o.unit_code
LEFT JOIN ref.unit AS n ON n.unit_code = w.heir_code
WHERE o.valid_to IS NOT NULL
ORDER BY n.sort_order NULLS LAST, o.sort_order;
