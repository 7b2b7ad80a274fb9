-- each row is a commune for as long as it was valid
INSERT INTO ref.commune
SELECT
    gso_code, name, kind, district_code, district, province_code, province,
    CAST(valid_from AS DATE), CAST(valid_to AS DATE), name_key, source
FROM reference_rows
ORDER BY gso_code, valid_from NULLS FIRST;
