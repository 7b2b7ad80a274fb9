-- each row is a signing transaction of the month; headings as officers read them, one place after the other; the signer is left out
SELECT
    a.ancestor_code AS place_code, safe_cell(l.signature_id) AS "Mã giao dịch", safe_cell(u.name) AS "Đơn vị", day_text(l.created_on) AS "Ngày tạo",
    safe_cell(l.provider) AS "Nhà cung cấp",
    CASE l.state
        WHEN 'completed' THEN 'Hoàn thành' WHEN 'pending' THEN 'Đang chờ' WHEN 'failed' THEN 'Thất bại' WHEN 'cancelled' THEN 'Hủy' WHEN 'expired' THEN 'Hết hạn'
    END AS "Trạng thái",
    COLUMNS('/[0-9]{4}\)$')
FROM counted_signature_city AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
WHERE list_contains($place_codes, a.ancestor_code)
ORDER BY a.ancestor_code, l.created_on, l.signature_id
