-- each row is an old commune that went, whole or in part, into a new one on 1 July 2025
INSERT INTO ref.commune_merge
SELECT
    CAST(clause AS BIGINT), new_gso_code, new_name, share, old_gso_code, old_name, old_district,
    DATE '2025-07-01', note, 'Nghị quyết 1668/NQ-UBTVQH15, Điều 1 khoản ' || clause
FROM reference_rows
ORDER BY CAST(clause AS BIGINT), new_gso_code, old_gso_code;
