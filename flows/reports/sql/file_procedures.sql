-- each row is a procedure that a unit carries out, with what it counts for in the month; headings as officers read them, one place after the other
-- Reads counted_procedure_city, counted_procedure_portal and counted_publication_city, which ask each unit apart.
WITH counted AS (
    SELECT place_code, procedure_code FROM counted_procedure_city
    UNION
    SELECT place_code, procedure_code FROM counted_publication_city
)
SELECT
    k.place_code, safe_cell(k.procedure_code) AS "Mã TTHC", safe_cell(p.name) AS "Tên TTHC",
    COLUMNS('/[0-9]{4}\)$')
FROM counted AS k
JOIN ref.procedure AS p ON p.procedure_code = k.procedure_code
LEFT JOIN counted_procedure_city AS m ON m.place_code = k.place_code AND m.procedure_code = k.procedure_code
LEFT JOIN counted_procedure_portal AS o ON o.place_code = k.place_code AND o.procedure_code = k.procedure_code
LEFT JOIN counted_publication_city AS q ON q.place_code = k.place_code AND q.procedure_code = k.procedure_code
WHERE list_contains($place_codes, k.place_code)
ORDER BY k.place_code, k.procedure_code
