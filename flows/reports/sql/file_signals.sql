-- each row is a sign that a dossier's record may not tell what happened; headings as officers read them, one place after the other
SELECT
    a.ancestor_code AS place_code,
    CASE l.kind
        WHEN 'due_moved_after_due' THEN 'Dời hạn sau khi đã quá hạn' WHEN 'finish_equals_due' THEN 'Kết thúc đúng bằng hạn'
        WHEN 'finished_in_bulk' THEN 'Kết thúc hàng loạt' WHEN 'status_moved_back' THEN 'Trạng thái lùi lại'
        WHEN 'finish_before_receive' THEN 'Kết thúc trước khi tiếp nhận' WHEN 'closed_without_end' THEN 'Đã đóng, không có ngày kết thúc'
        WHEN 'disappeared' THEN 'Không còn trong nguồn' ELSE l.kind
    END AS "Dấu hiệu",
    safe_cell(l.dossier_code) AS "Mã hồ sơ", safe_cell(u.name) AS "Đơn vị giải quyết", safe_cell(l.detail) AS "Chi tiết"
FROM listed_signal AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
WHERE list_contains($place_codes, a.ancestor_code)
ORDER BY a.ancestor_code, l.kind, l.detected_run DESC, l.dossier_code
