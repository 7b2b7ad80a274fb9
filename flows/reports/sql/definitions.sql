-- each row is the definition of an indicator shown on the page, from the catalogue
SELECT
    indicator_id, title_vi, title_en, formula_vi, source, status, CAST(valid_from AS DATE) AS valid_from,
    CAST(valid_to AS DATE) AS valid_to
FROM ref.indicator
WHERE list_contains($indicator_ids, indicator_id)
ORDER BY indicator_id
