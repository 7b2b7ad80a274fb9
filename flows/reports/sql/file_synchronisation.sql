-- each row is a dossier received in the month by the city or by the portal, with its record on the other side; one place after the other
SELECT
    l.place_code, CASE l.side WHEN 'city' THEN 'Thành phố' ELSE 'Cổng' END AS "Bên", safe_cell(l.dossier_code) AS "Mã hồ sơ", safe_cell(u.name) AS "Đơn vị",
    safe_cell(l.procedure_code) AS "Mã TTHC", day_text(l.received_on) AS "Ngày tiếp nhận", safe_cell(l.paired_code) AS "Mã ở bên kia",
    COLUMNS(', (tử|mẫu) số$')
FROM counted_synchronisation_portal AS l
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
WHERE list_contains($place_codes, l.place_code)
ORDER BY l.place_code, l.side, l.received_on, l.dossier_code
