-- each row is a dossier of the answers in a file, in the order in which they came, its parts as JSON where shapes vary
CREATE OR REPLACE TEMP TABLE {{ table }} AS
WITH answer AS (
    SELECT json FROM read_json_objects($path, format = 'unstructured', compression = 'uncompressed',
        maximum_object_size = {{ largest }})
),
record AS (
    SELECT unnest(json_extract(json, '$.content[*]')) AS json FROM answer
)
SELECT from_json(json, '{{ shape }}') AS d{{ ", json_keys(json) AS fields" if with_fields }}
FROM record
