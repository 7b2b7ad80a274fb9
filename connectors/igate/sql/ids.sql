-- each row is an id of a catalogue (status, level, channel) met in the answers, with its name and number of dossiers
{% import "shapes.sql" as shape with context %}
WITH met AS (
    SELECT d.id AS dossier, 'status' AS catalogue, {{ shape.status_id() }} AS id, {{ shape.status_name() }} AS name FROM {{ records }}
    UNION ALL
    SELECT d.id, 'level', {{ shape.part("d.procedureLevel", "id") }}, {{ shape.named("d.procedureLevel") }} FROM {{ records }}
    UNION ALL
    SELECT d.id, 'channel', {{ shape.part("d.applyMethod", "id") }}, {{ shape.named("d.applyMethod") }} FROM {{ records }}
)
SELECT catalogue, trim(id) AS id, min(name) AS name, count(DISTINCT dossier) AS dossiers
FROM met
WHERE trim(id) <> ''
GROUP BY catalogue, trim(id)
ORDER BY catalogue, dossiers DESC, id
