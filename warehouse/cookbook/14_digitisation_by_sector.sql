-- each row is a sector with its digitisation over the dossiers received in the newest finished month
-- Câu hỏi: Lĩnh vực nào số hóa thành phần, trả kết quả điện tử còn thấp?
-- Question: Which sectors lag in digitised components and electronic results?
-- Đọc kết quả: cờ trống không được tính là có; tử số mỗi tỷ lệ nằm ở cột trước nó, mẫu số là received.
-- How to read: a NULL flag is never counted as yes; each share's numerator is the column before it, its denominator received.
-- Cột / columns: sector_code, sector_name, received, digitised, digitised_share, electronic_results, electronic_result_share, reusing_data, reusing_data_share
WITH month AS (
    SELECT max(f.period_start) AS first_day, max(f.period_end) AS last_day
    FROM mart.form_06a_period AS f
    CROSS JOIN ops.publication AS p
    WHERE f.period_kind = 'month' AND f.period_end <= p.as_of
),
sector AS (
    SELECT sector_code, min(sector_name) AS sector_name FROM ref.procedure GROUP BY sector_code
)
SELECT
    c.sector_code, s.sector_name, count(*) AS received,
    count(*) FILTER (WHERE c.has_digitised_component) AS digitised,
    count(*) FILTER (WHERE c.has_digitised_component) / count(*) AS digitised_share,
    count(*) FILTER (WHERE c.has_electronic_result) AS electronic_results,
    count(*) FILTER (WHERE c.has_electronic_result) / count(*) AS electronic_result_share,
    count(*) FILTER (WHERE c.reuses_data) AS reusing_data,
    count(*) FILTER (WHERE c.reuses_data) / count(*) AS reusing_data_share
FROM mart.counted_dossier AS c
JOIN month AS m ON c.received_on BETWEEN m.first_day AND m.last_day
LEFT JOIN sector AS s ON s.sector_code = c.sector_code
WHERE c.basis = 'city'
GROUP BY ALL
ORDER BY digitised_share, received DESC, c.sector_code;
