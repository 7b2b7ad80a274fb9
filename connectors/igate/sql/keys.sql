-- each row is a dossier code in the answers, as the contract reads codes, with the id under which it stands
{% import "shapes.sql" as shape with context %}
INSERT INTO {{ table }}
SELECT DISTINCT upper(replace({{ shape.text("d.code") }}, ' ', '')) AS dossier_code, coalesce(d.id, d.code) AS id
FROM {{ records }}
