-- Each row is an open dossier of the city's record due after as-of and by the next working day: what the reader's day has to finish.
INSERT INTO event BY NAME
SELECT
    'due_today' AS kind, concat_ws('|', 'due_today', s.dossier_code, CAST(s.due_at AS DATE)) AS event_key,
    s.unit_code, s.responsible_unit_code AS other_unit_code, u.name AS unit_name,
    s.dossier_code AS subject, p.name AS about, CAST(s.due_at AS DATE) AS day,
    date_diff('day', CAST(s.due_at AS DATE), DATE '2000-01-01') AS weight,
    CAST(s.due_at AS DATE) AS expires_on
FROM mart.due_soon AS s
LEFT JOIN ref.unit AS u ON u.unit_code = s.responsible_unit_code
LEFT JOIN ref.procedure AS p ON p.procedure_code = s.procedure_code
WHERE s.basis = 'city' AND s.working_days_left <= 1 AND CAST(s.due_at AS DATE) > s.as_of
QUALIFY row_number() OVER (PARTITION BY s.dossier_code ORDER BY p.valid_from DESC NULLS LAST, p.name) = 1
