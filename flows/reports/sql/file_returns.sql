-- each row is a unit's return that counts in an indicator of the month; headings as officers read them, one place after the other
SELECT
    l.place_code, l.returned_id AS "Chỉ số", safe_cell(u.name) AS "Đơn vị kê khai", CAST(l.numerator AS BIGINT) AS "Tử số", CAST(l.denominator AS BIGINT) AS "Mẫu số",
    day_text(l.period_start) AS "Từ ngày", day_text(l.period_end) AS "Đến ngày", safe_cell(l.source_file) AS "Tệp", l.source_row AS "Dòng"
FROM counted_unit_return_city AS l
LEFT JOIN unit_name AS u ON u.unit_code = l.unit_code
WHERE list_contains($place_codes, l.place_code) AND list_contains($indicator_ids, l.returned_id)
ORDER BY l.place_code, l.returned_id, l.unit_code
