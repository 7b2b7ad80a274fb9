-- each row is a petition that a score of the month counts; headings as officers read them, one place after the other
SELECT
    a.ancestor_code AS place_code, safe_cell(l.petition_id) AS "Mã phản ánh, kiến nghị", safe_cell(u.name) AS "Đơn vị", safe_cell(l.dossier_code) AS "Mã hồ sơ",
    day_text(l.received_on) AS "Ngày nhận", day_text(l.supplement_requested_on) AS "Ngày yêu cầu bổ sung", day_text(l.answered_on) AS "Ngày trả lời",
    CASE l.petition_status WHEN 'processing' THEN 'Đang xử lý' WHEN 'answered' THEN 'Đã trả lời' WHEN 'refused' THEN 'Từ chối' END AS "Trạng thái",
    l.dislikes AS "Lượt không thích", COLUMNS('/[0-9]{4}\)$')
FROM counted_petition_city AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
WHERE list_contains($place_codes, a.ancestor_code)
ORDER BY a.ancestor_code, l.received_on, l.petition_id
