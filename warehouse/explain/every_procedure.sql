-- each row is a procedure that an asked unit carries out, by one basis, with what it counts for (0 or 1)
SELECT k.place_code, k.procedure_code, f.* EXCLUDE (unit_code, procedure_code)
FROM procedure_figure AS f
JOIN asked_carrier AS k ON k.unit_code = f.unit_code
