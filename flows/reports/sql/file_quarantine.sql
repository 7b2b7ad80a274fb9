-- each row is a row of a source set aside and not resolved, with where and why; what stands in it is left out
SELECT
    root.place_code, safe_cell(q.file) AS "Tệp", q.row_number AS "Dòng", safe_cell(q.dataset) AS "Bộ dữ liệu", safe_cell(q.column_name) AS "Cột",
    safe_cell(q.rule) AS "Quy tắc", safe_cell(q.reason) AS "Lý do", yes_no(q.first_seen_run = $run_id) AS "Mới"
FROM ops.quarantine AS q
CROSS JOIN (SELECT unnest($place_codes) AS place_code) AS root
WHERE q.resolved_run IS NULL
ORDER BY q.file, q.row_number, q.column_name, q.rule
