-- each row is a class of lateness with its open and closed late dossiers
-- Câu hỏi: Trễ thì trễ mấy ngày?
-- Question: How late are the late ones?
-- Đọc kết quả: đếm cả lịch sử, theo ngày làm việc sau hạn đang ghi nhận; share tính trên mọi hồ sơ trễ.
-- How to read: all history, in working days after the due date as recorded now; share is of all late dossiers.
-- Cột / columns: working_days_late, open_late, closed_late, share
WITH late AS (
    SELECT
        state,
        CASE
            WHEN working_days_late <= 0 THEN '0'
            WHEN working_days_late = 1 THEN '1'
            WHEN working_days_late <= 3 THEN '2–3'
            WHEN working_days_late <= 5 THEN '4–5'
            WHEN working_days_late <= 10 THEN '6–10'
            WHEN working_days_late <= 20 THEN '11–20'
            ELSE '> 20'
        END AS class,
        working_days_late AS days
    FROM mart.late_dossier
    WHERE basis = 'city' AND state IN ('open_late', 'closed_late')
)
SELECT
    class AS working_days_late, count(*) FILTER (WHERE state = 'open_late') AS open_late,
    count(*) FILTER (WHERE state = 'closed_late') AS closed_late,
    count(*) / sum(count(*)) OVER () AS share
FROM late
GROUP BY class
ORDER BY min(days);
