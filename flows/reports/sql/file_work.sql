-- each row is a dossier of the day's work, or one finished late in the month; headings as officers read them, one place after the other
-- The step is the one that holds an open dossier, or the one that answers for a finished one's lateness.
SELECT
    a.ancestor_code AS place_code,
    CASE l.task WHEN 'overdue' THEN 'Quá hạn' WHEN 'due' THEN 'Sắp đến hạn' WHEN 'waiting' THEN 'Chờ bổ sung, hạn đã qua' ELSE 'Đã xong, trễ hạn' END AS "Việc",
    safe_cell(l.dossier_code) AS "Mã hồ sơ", safe_cell(l.procedure_code) AS "Mã TTHC", safe_cell(l.procedure_name) AS "Tên TTHC",
    safe_cell(u.name) AS "Đơn vị giải quyết", safe_cell(h.name) AS "Đơn vị giữ bước", l.step_no AS "Bước", safe_cell(l.department) AS "Phòng ban",
    day_text(CAST(l.received_at AS DATE)) AS "Ngày tiếp nhận", day_text(CAST(l.first_due_at AS DATE)) AS "Hẹn trả lần đầu", day_text(CAST(l.due_at AS DATE)) AS "Ngày hẹn trả",
    day_text(l.finished_on) AS "Ngày kết thúc",
    CASE WHEN l.task = 'due' THEN l.days END AS "Còn lại (ngày làm việc)", CASE WHEN l.task <> 'due' THEN l.days END AS "Trễ (ngày làm việc)",
    l.supplement_count AS "Số lần yêu cầu bổ sung", yes_no(l.apology_due) AS "Phải xin lỗi",
    day_text(l.apology_sent_on) AS "Đã gửi thư xin lỗi"
FROM listed_work AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
LEFT JOIN unit_name AS h ON h.unit_code = l.holder_code
WHERE list_contains($place_codes, a.ancestor_code)
ORDER BY a.ancestor_code, CASE l.task WHEN 'overdue' THEN 1 WHEN 'due' THEN 2 WHEN 'waiting' THEN 3 ELSE 4 END, CASE WHEN l.task = 'due' THEN l.days ELSE -l.days END, l.due_at, l.dossier_code
