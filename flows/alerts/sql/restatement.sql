-- Each row is a unit of a signed period whose figures are counted differently now; told again when they have changed again.
INSERT INTO event BY NAME
SELECT
    'restatement' AS kind,
    concat_ws('|', 'restatement', r.closing_id, r.unit_code, md5(string_agg(
        concat_ws('/', r.basis, r.sector_code, r.measure, r.value_now), ';' ORDER BY r.basis, r.sector_code, r.measure
    ))) AS event_key,
    r.unit_code, any_value(u.name) AS unit_name, r.closing_id AS subject,
    min(r.period_start) AS day, count(*) AS number, count(*) AS weight,
    strftime(min(r.period_start), '%d/%m/%Y') || '–' || strftime(max(r.period_end), '%d/%m/%Y') AS about
FROM mart.restatement AS r
LEFT JOIN ref.unit AS u ON u.unit_code = r.unit_code
GROUP BY r.closing_id, r.unit_code
