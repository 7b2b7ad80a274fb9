-- each row is a procedure with the working days its dossiers took, finished in the last twelve months
-- Câu hỏi: Mỗi thủ tục thực tế mất bao nhiêu ngày làm việc?
-- Question: How many working days does each procedure really take?
-- Đọc kết quả: trung vị: một nửa hồ sơ xong trong từng ấy ngày; p90: mười hồ sơ thì chín. So với time_limit cùng đơn vị (time_unit).
-- How to read: median: half were done within that many days; p90: nine of ten. Compare with time_limit in its own time_unit.
-- Cột / columns: procedure_code, name, resolved, median_working_days, p90_working_days, time_limit, time_unit
SELECT
    c.procedure_code, coalesce(r.name, g.name) AS name, count(*) AS resolved,
    median(c.processing_working_days) AS median_working_days,
    quantile_cont(c.processing_working_days, 0.9) AS p90_working_days,
    r.time_limit, r.time_unit
FROM mart.counted_dossier AS c
CROSS JOIN ops.publication AS p
LEFT JOIN ref.procedure AS r ON r.procedure_code = c.procedure_code
LEFT JOIN ref.registered_procedure AS g ON g.procedure_code = c.procedure_code
WHERE
    c.basis = 'city' AND c.procedure_code IS NOT NULL
    AND c.finished_on BETWEEN CAST(p.as_of - INTERVAL 12 MONTH AS DATE) + 1 AND p.as_of
GROUP BY ALL
ORDER BY resolved DESC, c.procedure_code;
