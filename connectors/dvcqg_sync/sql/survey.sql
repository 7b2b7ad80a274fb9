-- each row is a set of fields that records of the file have, NULL for what is no JSON object, with the number of records
SELECT CASE WHEN json_type(json) = 'OBJECT' THEN json_keys(json) END AS fields, count(*) AS records
FROM read_json_objects($path, format = '{{ layout }}', compression = 'uncompressed',
    ignore_errors = {{ "true" if layout == "newline_delimited" else "false" }})
GROUP BY fields
