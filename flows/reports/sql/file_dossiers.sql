-- each row is a dossier of the file beside a page; headings as officers read them, one place after the other
-- Then come the columns that count it: form II.06a of each span, by the number of the form's column, and the indicators.
SELECT
    a.ancestor_code AS place_code,
    safe_cell(l.listed_code) AS "Mã hồ sơ", safe_cell(u.name) AS "Đơn vị giải quyết", v.level_name AS "Cấp", safe_cell(l.listed_procedure) AS "Mã TTHC",
    safe_cell(l.listed_procedure_name) AS "Tên TTHC", safe_cell(l.listed_sector) AS "Mã lĩnh vực",
    CASE l.listed_sector WHEN '?' THEN 'Chưa rõ lĩnh vực' ELSE safe_cell(coalesce(l.listed_sector_name, l.listed_sector)) END AS "Lĩnh vực",
    CASE l.listed_channel WHEN 'online' THEN 'Trực tuyến' WHEN 'direct' THEN 'Trực tiếp' WHEN 'postal' THEN 'Bưu chính' END AS "Hình thức nộp",
    day_text(l.listed_received_on) AS "Ngày tiếp nhận", day_text(l.listed_due_on) AS "Ngày hẹn trả", day_text(l.listed_first_due_on) AS "Hẹn trả lần đầu",
    day_text(l.listed_finished_on) AS "Ngày kết thúc",
    CASE l.listed_state
        WHEN 'early' THEN 'Trước hạn' WHEN 'on_time' THEN 'Đúng hạn' WHEN 'late' THEN 'Trễ hạn' WHEN 'overdue' THEN 'Đang giải quyết, quá hạn'
        WHEN 'waiting' THEN 'Đang giải quyết, chờ bổ sung' WHEN 'in_term' THEN 'Đang giải quyết, trong hạn'
    END AS "Tình trạng",
    l.listed_days_late AS "Số ngày làm việc trễ", safe_cell(h.name) AS "Đơn vị chịu trách nhiệm",
    yes_no(l.listed_apology_due) AS "Phải xin lỗi", yes_no(l.listed_fee_due) AS "Phải nộp phí", yes_no(l.listed_paid_online) AS "Đã thanh toán trực tuyến",
    yes_no(l.listed_electronic_result) AS "Kết quả điện tử", yes_no(l.listed_result_signed) AS "Kết quả ký số",
    yes_no(l.listed_digitised) AS "Số hóa thành phần", yes_no(l.listed_reuses_data) AS "Tái sử dụng dữ liệu",
    COLUMNS('(: tiếp nhận|: kết quả|/[0-9]{4}\))$')
FROM listed_dossier AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.listed_unit
LEFT JOIN unit_name AS u ON u.unit_code = l.listed_unit
LEFT JOIN unit_level AS v ON v.unit_code = l.listed_unit
LEFT JOIN unit_name AS h ON h.unit_code = l.listed_responsible_unit
WHERE list_contains($place_codes, a.ancestor_code)
ORDER BY a.ancestor_code, l.listed_received_on, l.listed_code
