-- each row is a signer with transactions in the month, by number only; headings as officers read them, one place after the other
SELECT
    a.ancestor_code AS place_code, row_number() OVER (PARTITION BY a.ancestor_code ORDER BY l.unit_code, l.signer_key) AS "Người ký số",
    safe_cell(u.name) AS "Đơn vị", l.transactions AS "Số giao dịch", l.completed AS "Hoàn thành", COLUMNS('/[0-9]{4}\)$')
FROM counted_signer_city AS l
JOIN ref.unit_ancestor AS a ON a.unit_code = l.unit_code
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
WHERE list_contains($place_codes, a.ancestor_code)
ORDER BY a.ancestor_code, l.unit_code, l.signer_key
