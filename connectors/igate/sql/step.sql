-- each row is a step of a dossier of the answers as texts; steps are numbered by their beginning, then as they are listed
{% import "shapes.sql" as shape with context %}
CREATE OR REPLACE TEMP TABLE {{ table }} AS
WITH record AS (
    SELECT rowid + 1 AS row_number, d, {{ shape.tasks("d.currentTask") }} AS current_tasks, {{ shape.tasks("d.task") }} AS tasks
    FROM {{ records }}
),
listed AS ( -- the task at hand may stand in the list too, or only beside it
    SELECT row_number, d, list_concat(tasks, list_filter(current_tasks, lambda c: len(list_filter(tasks, lambda t:
        {{ shape.moment("t.assignedDate") }} IS NOT DISTINCT FROM {{ shape.moment("c.assignedDate") }}
        AND json_extract_string(t.assignee, '$.fullname') IS NOT DISTINCT FROM json_extract_string(c.assignee, '$.fullname'))) = 0)) AS tasks
    FROM record
),
task AS (
    SELECT row_number, d, unnest(tasks) AS t, generate_subscripts(tasks, 1) AS place FROM listed
),
said AS (
    SELECT
        row_number, d, t, place,
        coalesce(trim(t.completedDate), '') = '' AS is_running,
        {{ shape.part("t.agency", "code") }} AS agency_code,
        {{ shape.part("t.agency", "parent.code") }} AS parent_code,
        {{ shape.named("t.agency") }} AS agency_name,
        {{ shape.part("t.assignee", "fullname") }} AS officer,
        {{ shape.status_id() }} AS status_id,
        {{ shape.status_name() }} AS status_name
    FROM task
)
SELECT
    row_number,
    {{ shape.text("d.code") }} AS dossier_code,
    CAST(row_number() OVER (PARTITION BY row_number ORDER BY {{ shape.moment("t.assignedDate") }} NULLS LAST, place) AS VARCHAR) AS step_no,
    {{ shape.unit("agency_code", "parent_code") }} AS unit_code_raw,
    CASE WHEN {{ shape.is_room() }} THEN {{ shape.text("agency_name") }} END AS department,
    {{ shape.text("officer") }} AS officer_name,
    -- iGate tells the status of the dossier only: it is that of the step which runs
    CASE WHEN is_running THEN coalesce({{ shape.known("status", "status_id") }}, {{ shape.text("status_name") }}) END AS status,
    {{ shape.instant("t.assignedDate") }} AS started_at,
    {{ shape.due("t.dueDate") }} AS due_at,
    {{ shape.instant("t.completedDate") }} AS done_at,
    {{ shape.instant("d.updatedDate") }} AS source_updated_at,
    CAST(NULL AS VARCHAR) AS extra_cells
FROM said
ORDER BY row_number, CAST(step_no AS BIGINT)
