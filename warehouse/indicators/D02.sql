-- each row is the figure of one unit for one period: its own return, else the sum over the units below it
SELECT period_no, basis, unit_code, procedure_code, numerator, denominator
FROM return_figure
WHERE returned_id = 'D02'
