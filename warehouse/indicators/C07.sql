-- each row is the figure of one unit for one period: from letters of apology where it has any (see apology_figure), else as returned
SELECT period_no, basis, unit_code, procedure_code, late_with_letter AS numerator, late AS denominator
FROM apology_figure
WHERE late > 0
UNION ALL
SELECT r.period_no, r.basis, r.unit_code, r.procedure_code, r.numerator, r.denominator
FROM return_figure AS r
LEFT JOIN apology_figure AS f ON f.period_no = r.period_no AND f.basis = r.basis AND f.unit_code = r.unit_code
WHERE r.returned_id = 'C07' AND f.unit_code IS NULL
