-- each row is a department of the portal whose code is known: from these answers, from what was fetched before, the root's own
CREATE OR REPLACE TEMP TABLE {{ known }} AS
WITH told AS (
    SELECT department_id, department_code AS unit_code, fetched_at FROM {{ departments }}
    UNION ALL
    SELECT department_id, unit_code, fetched_at FROM {{ remembered }} WHERE NOT starts_with(unit_code, '?')
    UNION ALL
    SELECT $root_id, $root_code, TIMESTAMP '0001-01-01'
)
SELECT department_id, unit_code
FROM told
WHERE department_id IS NOT NULL AND unit_code IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY department_id ORDER BY fetched_at DESC, unit_code) = 1
