-- each row is a period in scope whose cut falls into the validity of TT 01/2018/TT-VPCP (C26 of the catalogue)
SELECT p.period_no, p.period_start, p.cut
FROM scope_period AS p
JOIN ref.indicator AS i
    ON i.indicator_id = 'C26' AND p.cut >= coalesce(i.valid_from, p.cut) AND (i.valid_to IS NULL OR p.cut < i.valid_to)
