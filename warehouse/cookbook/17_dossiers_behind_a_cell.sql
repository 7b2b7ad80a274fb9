-- each row is a dossier behind one cell of form II.06a: column 10 (resolved late) of the city in the newest finished month
-- Câu hỏi: Những hồ sơ nào đứng sau một ô của biểu II.06a?
-- Question: Which dossiers stand behind a cell of form II.06a?
-- Đọc kết quả: số dòng đúng bằng ô cột 10; đổi outcome (early, on_time, late), đơn vị hay kỳ để xem ô khác.
-- How to read: as many rows as the cell says; change outcome (early, on_time, late), unit or period for another cell.
-- Cột / columns: dossier_code, unit_code, sector_code, received_on, due_on, finished_on
WITH month AS (
    SELECT max(f.period_start) AS first_day, max(f.period_end) AS last_day
    FROM mart.form_06a_period AS f
    CROSS JOIN ops.publication AS p
    WHERE f.period_kind = 'month' AND f.period_end <= p.as_of
)
SELECT c.dossier_code, c.unit_code, c.sector_code, c.received_on, c.due_on, c.finished_on
FROM mart.counted_dossier AS c
JOIN month AS m ON c.finished_on BETWEEN m.first_day AND m.last_day
JOIN ref.unit_ancestor AS a ON a.unit_code = c.unit_code
JOIN ref.unit AS u ON u.unit_code = a.ancestor_code AND u.kind = 'province' AND u.parent_code IS NULL AND u.valid_to IS NULL
WHERE c.basis = 'city' AND c.outcome = 'late'
ORDER BY c.finished_on, c.dossier_code;
