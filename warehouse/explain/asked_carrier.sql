-- each row is a procedure that an asked unit carries out, as a unit of its own (named by both) and as its own carrier
SELECT
    w.unit_code AS place_code, k.procedure_code, concat(w.unit_code, ' ', k.procedure_code) AS unit_code,
    concat(w.unit_code, ' ', k.procedure_code) AS carrier
FROM procedure_carrier AS k
JOIN procedure_unit_carrier AS u ON u.carrier = k.carrier
JOIN asked_place AS w ON w.unit_code = u.unit_code
