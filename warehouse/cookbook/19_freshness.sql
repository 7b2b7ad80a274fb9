-- each row is a dataset of a source with how old its newest record was in the newest run
-- Câu hỏi: Nguồn nào đã lâu không gửi dữ liệu?
-- Question: Which source has not sent for long?
-- Đọc kết quả: working_days_old là số ngày làm việc giữa bản ghi mới nhất và ngày chốt; never là chưa từng có.
-- How to read: working_days_old: working days between the newest record and as-of; never: nothing ever came.
-- Cột / columns: source, dataset, status, newest_record_on, working_days_old, last_file_at, message
SELECT f.source, f.dataset, f.status, f.newest_record_on, f.working_days_old, f.last_file_at, f.message
FROM ops.freshness AS f
JOIN ops.publication AS p ON p.run_id = f.run_id
ORDER BY f.working_days_old DESC NULLS FIRST, f.source, f.dataset;
