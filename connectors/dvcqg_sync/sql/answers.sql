-- each row is a record in the results of the answers in a file, in the order in which they came, and the service it is of
-- A result is a list of records, one record, either of them as a text, or nothing. `service` is NULL for what has the shape of none.
CREATE OR REPLACE TEMP TABLE sync_record AS
WITH given AS (
    SELECT json_extract(json, '$.result') AS result, json_extract_string(json, '$.result') AS told
    FROM read_json_objects($path, format = 'unstructured', compression = 'uncompressed', maximum_object_size = {{ largest }})
),
answer AS (
    SELECT CASE WHEN json_type(result) <> 'VARCHAR' THEN result WHEN json_valid(told) THEN CAST(told AS JSON) END AS result FROM given
),
record AS (
    SELECT unnest(CASE json_type(result) WHEN 'ARRAY' THEN CAST(result AS JSON[]) WHEN 'OBJECT' THEN [result] ELSE [] END) AS json
    FROM answer
),
record_fields AS (
    SELECT json, CASE WHEN json_type(json) = 'OBJECT' THEN json_keys(json) END AS fields FROM record
)
SELECT
    json,
    CASE
        WHEN list_contains(fields, 'MaHoSo') AND list_contains(fields, 'TrangThai')
            AND NOT list_contains(fields, 'TrangThaiHoSo') THEN 'CapNhatTienDoHoSoMC'
        WHEN list_contains(fields, 'MaHoSo') THEN 'DongBoHoSoMC'
        WHEN list_contains(fields, $agency_code) THEN 'LayDanhMucCoQuan'
        WHEN list_contains(fields, $procedure_code) THEN 'LayDanhSachTTHC'
        WHEN list_contains(fields, $sector_code) THEN 'LayDanhMucLinhVuc'
    END AS service
FROM record_fields
