-- each row is a set of fields that records of the file have, NULL for what is no JSON object, with the number of records
{% from "cells.sql" import records %}
SELECT CASE WHEN json_type(json) = 'OBJECT' THEN json_keys(json) END AS fields, count(*) AS records
FROM {{ records(layout) }}
GROUP BY fields
