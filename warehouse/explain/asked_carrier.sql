-- each row is a procedure that the wanted unit carries out, as a unit of its own and as its own carrier
SELECT k.procedure_code, k.procedure_code AS unit_code, k.procedure_code AS carrier
FROM procedure_carrier AS k
JOIN procedure_unit_carrier AS u ON u.carrier = k.carrier
WHERE u.unit_code = wanted_unit
