-- each row is the figure of one unit for one period: from letters of apology where it has any (see apology_figure), else as returned
SELECT period_no, basis, unit_code, procedure_code, letters_in_time AS numerator, letters AS denominator
FROM apology_figure
WHERE letters > 0
UNION ALL
SELECT r.period_no, r.basis, r.unit_code, r.procedure_code, r.numerator, r.denominator
FROM return_figure AS r
LEFT JOIN apology_figure AS f ON f.period_no = r.period_no AND f.basis = r.basis AND f.unit_code = r.unit_code
WHERE r.returned_id = 'C07b' AND f.unit_code IS NULL
