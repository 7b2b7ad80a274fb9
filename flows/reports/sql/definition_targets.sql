-- each row is a target of an indicator shown on the page, the newest document first
SELECT indicator_id, comparator, value, document, valid_from, by_date, scope_vi, scope AS scope_en
FROM ref.target
WHERE list_contains($indicator_ids, indicator_id)
ORDER BY indicator_id, valid_from DESC NULLS LAST, by_date, document, value
