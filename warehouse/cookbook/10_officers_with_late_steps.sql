-- each row is an officer (a keyed hash) with late steps among those running in the newest month, the one that as-of lies in
-- Câu hỏi: Cán bộ nào đang có bước trễ, bao nhiêu trên tổng số bước?
-- Question: Which officers have late steps, of how many?
-- Đọc kết quả: late theo định nghĩa D05b (xong sau hạn, hoặc chưa xong mà đã quá hạn và không chờ người nộp); officer_key là mã băm có khóa.
-- How to read: late as in D05b (done after the due date, or not done, overdue and not waiting for the applicant); officer_key is a keyed hash.
-- Cột / columns: officer_key, unit_code, steps, late_steps, late_share
WITH month AS (
    SELECT as_of, CAST(date_trunc('month', as_of) AS DATE) AS first_day FROM ops.publication
),
running AS (
    SELECT
        s.officer_key, s.unit_code,
        CASE
            WHEN CAST(s.done_at AS DATE) <= m.as_of THEN CAST(s.done_at AS DATE) > CAST(s.due_at AS DATE)
            ELSE CAST(s.due_at AS DATE) < m.as_of AND s.status NOT IN (5, 6)
        END AS is_late
    FROM core.dossier_step AS s
    CROSS JOIN month AS m
    WHERE
        s.basis = 'city' AND NOT s.is_deleted AND s.officer_key IS NOT NULL AND CAST(s.started_at AS DATE) <= m.as_of
        AND (s.done_at IS NULL OR CAST(s.done_at AS DATE) >= m.first_day)
)
SELECT
    officer_key, unit_code, count(*) AS steps, count(*) FILTER (WHERE is_late) AS late_steps,
    count(*) FILTER (WHERE is_late) / count(*) AS late_share
FROM running
GROUP BY officer_key, unit_code
HAVING count(*) FILTER (WHERE is_late) > 0
ORDER BY late_steps DESC, steps, officer_key, unit_code;
