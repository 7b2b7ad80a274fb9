-- each row is a unit and month of form II.06a, read from the publication's Parquet files
-- Câu hỏi: Đọc Parquet, xuất ra tệp, đưa vào pandas thế nào?
-- Question: How are the Parquet files read, and results exported or taken into pandas?
-- Đọc kết quả: chạy trong thư mục của bản công bố. Xuất: COPY (truy vấn) TO 'bieu.parquet' (FORMAT parquet), hoặc 'bieu.csv'. pandas: duckdb.sql("truy vấn").df().
-- How to read: run in the publication's folder. Export: COPY (query) TO 'form.parquet' (FORMAT parquet), or 'form.csv'. pandas: duckdb.sql("query").df().
-- Cột / columns: period_start, unit_code, received_total, resolved_total, resolved_late, open_total
SELECT f.period_start, f.unit_code, f.received_total, f.resolved_total, f.resolved_late, f.open_total
FROM read_parquet('parquet/mart/form_06a_period.parquet') AS f
WHERE f.period_kind = 'month' AND f.basis = 'city' AND f.sector_code IS NULL
ORDER BY f.period_start, f.unit_code;
