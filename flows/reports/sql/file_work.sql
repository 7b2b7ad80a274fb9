-- each row is a dossier of the day's work, or one finished late in the month; headings as officers read them
SELECT
    CASE l.task WHEN 'overdue' THEN 'Quá hạn' WHEN 'due' THEN 'Sắp đến hạn' WHEN 'waiting' THEN 'Chờ bổ sung, hạn đã qua' ELSE 'Đã xong, trễ hạn' END AS "Việc",
    safe_cell(l.dossier_code) AS "Mã hồ sơ", safe_cell(l.procedure_code) AS "Mã TTHC", safe_cell(l.procedure_name) AS "Tên TTHC",
    safe_cell(u.name) AS "Đơn vị giải quyết", safe_cell(h.name) AS "Đơn vị đang giữ", l.step_no AS "Bước đang giữ",
    CAST(l.received_at AS DATE) AS "Ngày tiếp nhận", CAST(l.first_due_at AS DATE) AS "Hẹn trả lần đầu", CAST(l.due_at AS DATE) AS "Ngày hẹn trả",
    l.finished_on AS "Ngày kết thúc",
    CASE WHEN l.task = 'due' THEN l.days END AS "Còn lại (ngày làm việc)", CASE WHEN l.task <> 'due' THEN l.days END AS "Trễ (ngày làm việc)",
    l.supplement_count AS "Số lần yêu cầu bổ sung", yes_no(l.apology_due) AS "Phải xin lỗi"
FROM listed_work AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
LEFT JOIN unit_name AS h ON h.unit_code = l.holder_code
WHERE a.ancestor_code = getvariable('place_code')
ORDER BY l.task DESC, CASE WHEN l.task = 'due' THEN l.days ELSE -l.days END, l.due_at, l.dossier_code
