-- each row is a file and reason for which rows were set aside and not yet corrected
-- Câu hỏi: Dòng nào bị để riêng, vì lý do gì, ở tệp nào?
-- Question: Which rows were set aside, for what reason, in which file?
-- Đọc kết quả: dòng để riêng không được tính; sửa ở nguồn rồi xuất lại là được nạp. example_row là dòng trong tệp.
-- How to read: rows set aside are not counted; corrected at the source and exported again they are loaded. example_row is the row in the file.
-- Cột / columns: source, dataset, file, column_name, rule, rows, example_row, example_reason
SELECT
    source, dataset, file, column_name, rule, count(*) AS rows,
    min(row_number) AS example_row, arg_min(reason, row_number) AS example_reason
FROM ops.quarantine
WHERE resolved_run IS NULL
GROUP BY ALL
ORDER BY rows DESC, file, column_name, rule;
