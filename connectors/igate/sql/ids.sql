-- each row is an id of a catalogue (status, level, channel) met in the answers, with its names and number of dossiers
{% import "shapes.sql" as shape with context %}
WITH met AS (
    SELECT 'status' AS catalogue,
        coalesce({{ shape.part("d.dossierStatus", "id") }}, {{ shape.part("d.dossierTaskStatus", "id") }}) AS id,
        coalesce({{ shape.named("d.dossierStatus") }}, {{ shape.named("d.dossierTaskStatus") }}) AS name
    FROM {{ records }}
    UNION ALL
    SELECT 'level', {{ shape.part("d.procedureLevel", "id") }}, {{ shape.named("d.procedureLevel") }} FROM {{ records }}
    UNION ALL
    SELECT 'channel', {{ shape.part("d.applyMethod", "id") }}, {{ shape.named("d.applyMethod") }} FROM {{ records }}
)
SELECT catalogue, id, min(name) AS name, count(*) AS dossiers
FROM met
WHERE id IS NOT NULL
GROUP BY catalogue, id
ORDER BY catalogue, dossiers DESC, id
