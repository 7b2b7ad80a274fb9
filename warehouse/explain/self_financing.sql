-- each row is a public service unit that returned D02 for the period, with the class it counts for (0 or 1)
SELECT
    f.unit_code, r.numerator AS own_revenue, r.denominator AS recurrent_spending,
    f.* EXCLUDE (period_no, basis, unit_code, procedure_code)
FROM return_self_financing AS f
JOIN asked_service_unit_return AS r ON r.unit_code = f.unit_code AND r.returned_id = 'D02'
