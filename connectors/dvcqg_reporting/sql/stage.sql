-- each row is a figure of the departments: the score of a group (TOTAL), a metric, or a number that stands alone
CREATE OR REPLACE TEMP TABLE {{ table }} AS
WITH said AS (
    SELECT d.*, coalesce(d.department_code, k.unit_code, '?' || coalesce(d.department_id, d.department_name)) AS unit_code_raw
    FROM {{ departments }} AS d
    LEFT JOIN {{ known }} AS k ON k.department_id = d.department_id
),
metric AS (
    SELECT *, unnest(json_extract(d, '$.metrics[*]')) AS m, unnest(generate_series(1, len(json_extract(d, '$.metrics[*]')))) AS metric_no
    FROM said
),
in_group AS (
    SELECT *, unnest(json_keys(d, '$.groupScores')) AS key FROM said WHERE json_type(d, '$.groupScores') = 'OBJECT'
),
named AS (
    SELECT *, unnest(json_keys(d)) AS key FROM said
),
alone AS (
    SELECT *, json_extract_string(d, '$.' || key) AS number, json_type(d, '$.' || key) AS number_type
    FROM named
    WHERE regexp_full_match(key, '[A-Za-z][A-Za-z0-9_]*') AND NOT list_contains($not_alone, key)
),
figure AS (
    SELECT *, 0 AS kind, 0 AS place_within, group_code AS figure_group, 'TOTAL' AS metric,
        json_extract_string(d, '$.totalOnTime') AS numerator_text, json_extract_string(d, '$.totalReceived') AS denominator_text,
        json_extract_string(d, '$.ratio') AS ratio_text,
        coalesce(json_extract_string(d, '$.totalScore'), json_extract_string(d, '$.score')) AS score_text,
        coalesce(json_extract_string(d, '$.totalMaxScore'), json_extract_string(d, '$.maxScore')) AS max_score_text,
        CAST(NULL AS VARCHAR) AS value_text, CAST(NULL AS VARCHAR) AS note
    FROM said
    UNION ALL BY NAME
    SELECT * EXCLUDE (m, metric_no), 1 AS kind, metric_no AS place_within, group_code AS figure_group,
        nullif(trim(json_extract_string(m, '$.code')), '') AS metric,
        json_extract_string(m, '$.numerator') AS numerator_text, json_extract_string(m, '$.denominator') AS denominator_text,
        json_extract_string(m, '$.ratio') AS ratio_text, json_extract_string(m, '$.score') AS score_text,
        json_extract_string(m, '$.maxScore') AS max_score_text,
        nullif(concat_ws(': ', json_extract_string(m, '$.dataQualityStatus'), json_extract_string(m, '$.dataQualityMessage')), '') AS note
    FROM metric
    UNION ALL BY NAME
    SELECT * EXCLUDE (key), 2 AS kind, 0 AS place_within, key AS figure_group, 'TOTAL' AS metric,
        json_extract_string(d, '$.groupScores.' || key) AS score_text
    FROM in_group
    WHERE regexp_full_match(key, '[A-Za-z][A-Za-z0-9_]*')
    UNION ALL BY NAME
    SELECT * EXCLUDE (key, number, number_type), 3 AS kind, 0 AS place_within, group_code AS figure_group, key AS metric,
        CASE WHEN NOT is_value THEN number END AS numerator_text, CASE WHEN is_value THEN number END AS value_text
    FROM (SELECT *, number_type = 'DOUBLE' OR regexp_matches(key, '^(avg|average)|Delta$') AS is_value FROM alone)
    WHERE number_type IN ('UBIGINT', 'BIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE')
)
SELECT
    row_number() OVER in_order AS row_number,
    endpoint, unit_code_raw, department_id, department_name, figure_group AS group_code, metric, note,
    nullif(concat_ws('; ',
        CASE WHEN NOT regexp_full_match(numerator_text, '{{ whole }}') THEN numerator_text END,
        CASE WHEN NOT regexp_full_match(denominator_text, '{{ whole }}') THEN denominator_text END,
        CASE WHEN try_cast(ratio_text AS DOUBLE) IS NULL THEN ratio_text END,
        CASE WHEN try_cast(score_text AS DOUBLE) IS NULL THEN score_text END,
        CASE WHEN try_cast(max_score_text AS DOUBLE) IS NULL THEN max_score_text END), '') AS unreadable,
    fetched_at, scope, sha256, period_kind, period_start, period_end,
    try_cast(numerator_text AS BIGINT) AS numerator, try_cast(denominator_text AS BIGINT) AS denominator,
    try_cast(ratio_text AS DOUBLE) AS ratio, try_cast(score_text AS DOUBLE) AS score,
    try_cast(max_score_text AS DOUBLE) AS max_score, try_cast(value_text AS DOUBLE) AS value,
    CAST(NULL AS VARCHAR) AS extra_cells
FROM figure
WINDOW in_order AS (ORDER BY fetched_at, page_no, place, kind, place_within, figure_group, metric)
ORDER BY row_number
