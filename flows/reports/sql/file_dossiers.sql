-- each row is a dossier of the file beside a unit's page; headings as officers read them, one place after the other
SELECT
    a.ancestor_code AS place_code,
    safe_cell(l.dossier_code) AS "Mã hồ sơ", safe_cell(u.name) AS "Đơn vị giải quyết", safe_cell(l.procedure_code) AS "Mã TTHC",
    safe_cell(l.procedure_name) AS "Tên TTHC", safe_cell(l.sector_code) AS "Mã lĩnh vực",
    CASE l.channel WHEN 'online' THEN 'Trực tuyến' WHEN 'direct' THEN 'Trực tiếp' WHEN 'postal' THEN 'Bưu chính' END AS "Hình thức nộp",
    day_text(l.received_on) AS "Ngày tiếp nhận", day_text(l.due_on) AS "Ngày hẹn trả", day_text(l.first_due_on) AS "Hẹn trả lần đầu", day_text(l.finished_on) AS "Ngày kết thúc",
    CASE l.outcome
        WHEN 'early' THEN 'Trước hạn' WHEN 'on_time' THEN 'Đúng hạn' WHEN 'late' THEN 'Trễ hạn' WHEN 'overdue' THEN 'Đang giải quyết, quá hạn'
        WHEN 'waiting' THEN 'Đang giải quyết, chờ bổ sung' ELSE 'Đang giải quyết, trong hạn'
    END AS "Tình trạng",
    l.working_days_late AS "Số ngày làm việc trễ", safe_cell(h.name) AS "Đơn vị chịu trách nhiệm",
    yes_no(l.apology_due) AS "Phải xin lỗi", yes_no(l.fee_due) AS "Phải nộp phí", yes_no(l.is_paid_online) AS "Đã thanh toán trực tuyến",
    yes_no(l.has_electronic_result) AS "Kết quả điện tử", yes_no(l.result_signed) AS "Kết quả ký số",
    yes_no(l.has_digitised_component) AS "Số hóa thành phần", yes_no(l.reuses_data) AS "Tái sử dụng dữ liệu"
FROM listed_dossier AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
LEFT JOIN unit_name AS h ON h.unit_code = l.responsible_unit_code
WHERE list_contains($place_codes, a.ancestor_code)
ORDER BY a.ancestor_code, l.received_on, l.dossier_code
