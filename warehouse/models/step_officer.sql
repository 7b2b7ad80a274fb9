-- each row is an officer of a unit with steps, or those of a unit whom the source does not name (NULL), with a number
SELECT
    CAST(row_number() OVER (ORDER BY f.basis, f.unit_code, f.officer_key) AS INTEGER) AS officer_no,
    f.basis, f.unit_code, f.officer_key
FROM (SELECT DISTINCT s.basis, s.unit_code, s.officer_key FROM core.dossier_step AS s WHERE NOT s.is_deleted) AS f
