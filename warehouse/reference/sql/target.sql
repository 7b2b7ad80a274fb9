-- each row is a target of an indicator; a document of which only the year is known counts from that year's last day:
-- on no earlier day is it sure that it was there
INSERT INTO ref.target
SELECT
    indicator_id, comparator, CAST(value AS DOUBLE), document,
    CASE
        WHEN length(valid_from) = 4 THEN make_date(CAST(valid_from AS BIGINT), 12, 31)
        ELSE CAST(valid_from AS DATE)
    END,
    CAST(by_date AS DATE), scope, scope_vi
FROM reference_rows;
