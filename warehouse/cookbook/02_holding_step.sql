-- each row is a step of a unit that holds open late dossiers at as-of
-- Câu hỏi: Hồ sơ đang quá hạn nằm ở bước nào?
-- Question: At which step do the open late dossiers lie?
-- Đọc kết quả: step_no trống là hồ sơ chưa có tiến độ: không biết bước nào giữ, tính cho đơn vị giải quyết.
-- How to read: step_no NULL: no progress is recorded, the step is unknown and the resolving unit stands for it.
-- Cột / columns: unit_code, department, step_no, dossiers, median_working_days_late, longest_working_days_late
WITH running AS (
    SELECT s.basis, s.dossier_code, s.step_no, s.unit_code, s.department
    FROM core.dossier_step AS s
    CROSS JOIN ops.publication AS p
    WHERE
        NOT s.is_deleted AND CAST(s.started_at AS DATE) <= p.as_of
        AND (s.done_at IS NULL OR CAST(s.done_at AS DATE) > p.as_of)
    QUALIFY row_number() OVER (PARTITION BY s.basis, s.dossier_code ORDER BY s.started_at DESC, s.step_no DESC) = 1
)
SELECT
    coalesce(r.unit_code, l.unit_code) AS unit_code, r.department, r.step_no, count(*) AS dossiers,
    median(l.working_days_late) AS median_working_days_late, max(l.working_days_late) AS longest_working_days_late
FROM mart.late_dossier AS l
LEFT JOIN running AS r ON r.basis = l.basis AND r.dossier_code = l.dossier_code
WHERE l.basis = 'city' AND l.state = 'open_late'
GROUP BY ALL
ORDER BY dossiers DESC, unit_code, r.department, r.step_no;
