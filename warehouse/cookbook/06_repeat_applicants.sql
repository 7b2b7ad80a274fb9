-- each row is an applicant (a keyed hash, never a name) with several dossiers received in the last ninety days
-- Câu hỏi: Người nộp nào quay lại nhiều lần, vì thủ tục gì?
-- Question: Which applicants come back again and again, and for what?
-- Đọc kết quả: applicant_key là mã băm có khóa, không dò ngược ra người; nhiều lần cùng một thủ tục thường là nộp lại.
-- How to read: applicant_key is a keyed hash that leads to nobody; many times one procedure is mostly a second attempt.
-- Cột / columns: applicant_key, dossiers, procedures, units, same_procedure_again, first_received_on, last_received_on
WITH recent AS (
    SELECT d.applicant_key, d.procedure_code, d.unit_code, c.received_on
    FROM mart.counted_dossier AS c
    JOIN core.dossier AS d ON d.basis = c.basis AND d.dossier_code = c.dossier_code
    CROSS JOIN ops.publication AS p
    WHERE c.basis = 'city' AND d.applicant_key IS NOT NULL AND c.received_on BETWEEN p.as_of - 89 AND p.as_of
)
SELECT
    applicant_key, count(*) AS dossiers, count(DISTINCT procedure_code) AS procedures, count(DISTINCT unit_code) AS units,
    count(procedure_code) - count(DISTINCT procedure_code) AS same_procedure_again,
    min(received_on) AS first_received_on, max(received_on) AS last_received_on
FROM recent
GROUP BY applicant_key
HAVING count(*) > 1
ORDER BY dossiers DESC, applicant_key;
