-- each row is a late dossier that changed since the publication before; headings as officers read them, one place after the other
SELECT
    a.ancestor_code AS place_code,
    CASE l.change WHEN 'newly_late' THEN 'Mới quá hạn' WHEN 'cleared' THEN 'Hết quá hạn' WHEN 'rewritten' THEN 'Đổi ngày hẹn trả' ELSE safe_cell(l.change) END AS "Thay đổi",
    safe_cell(l.dossier_code) AS "Mã hồ sơ", safe_cell(u.name) AS "Đơn vị giải quyết", safe_cell(l.procedure_code) AS "Mã TTHC",
    day_text(CAST(l.due_before_at AS DATE)) AS "Hẹn trả khi đó", day_text(CAST(l.due_at AS DATE)) AS "Hẹn trả bây giờ", day_text(l.finished_on) AS "Ngày kết thúc"
FROM listed_change AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
WHERE list_contains($place_codes, a.ancestor_code)
ORDER BY a.ancestor_code, l.change, l.reason, l.due_at, l.dossier_code
