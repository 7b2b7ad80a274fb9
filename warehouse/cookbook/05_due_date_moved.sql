-- each row is a dossier whose due date was moved later than first promised
-- Câu hỏi: Hồ sơ nào bị dời hạn trả, dời mấy ngày, có dời sau khi đã quá hạn không?
-- Question: Which dossiers had their due date moved, by how much, and was it moved after it had passed?
-- Đọc kết quả: moved_after_due là dấu hiệu cần kiểm tra; late_by_first_due: trễ theo hạn hẹn lần đầu dù hạn mới còn.
-- How to read: moved_after_due asks for a look; late_by_first_due: late by the first promise even where the new date is kept.
-- Cột / columns: dossier_code, unit_code, first_due_on, due_on, working_days_moved, due_dates_seen, moved_after_due, late_by_first_due
WITH seen AS (
    SELECT v.basis, v.dossier_code, count(DISTINCT v.due_at) AS due_dates_seen
    FROM core.dossier_version AS v
    GROUP BY v.basis, v.dossier_code
)
SELECT
    c.dossier_code, c.unit_code, c.first_due_on, c.due_on,
    b.ordinal - a.ordinal AS working_days_moved, s.due_dates_seen,
    EXISTS (
        SELECT 1 FROM mart.integrity_signal AS i
        WHERE i.basis = c.basis AND i.dossier_code = c.dossier_code AND i.kind = 'due_moved_after_due'
    ) AS moved_after_due,
    coalesce(l.late_by_first_due, false) AS late_by_first_due
FROM mart.counted_dossier AS c
JOIN ref.working_day AS a ON a.date = c.first_due_on
JOIN ref.working_day AS b ON b.date = c.due_on
LEFT JOIN seen AS s ON s.basis = c.basis AND s.dossier_code = c.dossier_code
LEFT JOIN mart.late_dossier AS l ON l.basis = c.basis AND l.dossier_code = c.dossier_code
WHERE c.basis = 'city' AND c.due_on > c.first_due_on
ORDER BY working_days_moved DESC, c.dossier_code;
