-- each row is a record of a catalogue as texts: one for each contract column whose field its records have
{% from "cells.sql" import cleaned %}
CREATE OR REPLACE TEMP TABLE {{ table }} AS
WITH record AS (
    SELECT
        rowid + 1 AS row_number{% for column in columns %},
        json_extract_string(json, ${{ column }}) AS {{ column }}{% endfor %}

    FROM sync_record
    WHERE service = $service AND {{ "true" if takes_rows else "false" }}
)
SELECT
    row_number{% for column in columns %},
    {{ cleaned(column) }} AS {{ column }}{% endfor %},
    CAST(NULL AS VARCHAR) AS extra_cells
FROM record
ORDER BY row_number
