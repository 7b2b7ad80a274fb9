-- each row is a department of the pages: the head's own row (place 0, once a table) and the rows below it
-- What is asked of a page is taken out once, not carried beside each of its departments.
{{ "CREATE TEMP TABLE " ~ departments ~ " AS" if is_first else "INSERT INTO " ~ departments }}
WITH page AS (
    SELECT
        json_extract_string(page, '$.table') AS endpoint,
        json_extract_string(page, '$.scope') AS scope,
        json_extract_string(page, '$.group') AS group_code,
        CAST(json_extract_string(page, '$.fetched_at') AS TIMESTAMP) AS fetched_at,
        json_extract_string(page, '$.sha256') AS sha256,
        json_extract_string(page, '$.period_kind') AS period_kind,
        CAST(json_extract_string(page, '$.period_start') AS DATE) AS period_start,
        CAST(json_extract_string(page, '$.period_end') AS DATE) AS period_end,
        CAST(json_extract_string(page, '$.page') AS BIGINT) AS page_no,
        coalesce(json_extract(page, '$.answer.data.overview'), json_extract(page, '$.answer.data.parent')) AS head,
        list_concat(json_extract(page, '$.answer.data.evaluation[*]'), json_extract(page, '$.answer.data.children[*]')) AS rows
    FROM {{ pages }}
),
department AS (
    SELECT * EXCLUDE (head, rows), 0 AS place, head AS d FROM page WHERE page_no = 1 AND json_type(head) = 'OBJECT'
    UNION ALL
    SELECT * EXCLUDE (head, rows), unnest(generate_series(1, len(rows))) AS place, unnest(rows) AS d FROM page
)
SELECT
    endpoint, scope, group_code, fetched_at, sha256, period_kind, period_start, period_end, page_no, place, d,
    nullif(upper(trim(json_extract_string(d, '$.departmentCode'))), '') AS department_code,
    nullif(trim(json_extract_string(d, '$.departmentId')), '') AS department_id,
    nullif(trim(nfc_normalize(json_extract_string(d, '$.departmentName'))), '') AS department_name
FROM department
