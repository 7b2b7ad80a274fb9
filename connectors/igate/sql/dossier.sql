-- each row is a dossier of the answers as texts: one for each contract column that iGate gives, NULL where nothing is said
{% import "shapes.sql" as shape with context %}
CREATE OR REPLACE TEMP TABLE {{ table }} AS
WITH record AS (
    SELECT rowid + 1 AS row_number, d, {{ shape.tasks("d.currentTask") }} AS current_tasks, {{ shape.tasks("d.task") }} AS tasks
    FROM {{ records }}
)
SELECT
    row_number,
    {{ shape.text("d.code") }} AS dossier_code,
    {{ shape.text("d.id") }} AS source_id,
    {{ shape.text("d.nationCode") }} AS national_code,
    {{ shape.part("d.procedure", "code") }} AS procedure_code_raw,
    coalesce({{ shape.named("d.procedure") }}) AS procedure_name,
    {{ shape.part("d.procedure", "sector.code") }} AS sector_code,
    {{ shape.named("json_extract(d.procedure, '$.sector')") }} AS sector_name,
    {{ shape.unit_code("d.agency") }} AS unit_code_raw,
    {{ shape.unit_name("d.agency") }} AS unit_name,
    coalesce({{ shape.known("channel", shape.part("d.applyMethod", "id")) }}, {{ shape.named("d.applyMethod") }}) AS channel,
    coalesce({{ shape.known("level", shape.part("d.procedureLevel", "id")) }}, {{ shape.named("d.procedureLevel") }}) AS service_level,
    {{ shape.instant("d.appliedDate") }} AS submitted_at,
    {{ shape.instant("d.acceptedDate") }} AS received_at,
    coalesce({{ shape.due("d.appointmentDate") }}, {{ shape.due("d.dueDate") }}) AS due_at,
    {{ shape.instant("d.completedDate") }} AS finished_at,
    {{ shape.instant("d.returnedDate") }} AS returned_at,
    coalesce(
        {{ shape.known("status", "coalesce(" ~ shape.part("d.dossierStatus", "id") ~ ", " ~ shape.part("d.dossierTaskStatus", "id") ~ ")") }},
        {{ shape.named("d.dossierStatus") }}, {{ shape.named("d.dossierTaskStatus") }}) AS status,
    coalesce({{ shape.part("d.applicant", "data.ownerFullname") }}, {{ shape.part("d.applicant", "data.fullname") }}) AS applicant_name,
    {{ shape.part("d.applicant", "data.identityNumber") }} AS applicant_identity,
    coalesce(
        {{ shape.part("list_extract(current_tasks, 1).assignee", "fullname") }},
        {{ shape.part("list_extract(list_filter(tasks, lambda t: coalesce(trim(t.completedDate), '') = ''), -1).assignee", "fullname") }},
        {{ shape.part("d.accepter", "fullname") }}) AS officer_name,
    {{ shape.instant("d.updatedDate") }} AS source_updated_at,
    CAST(NULL AS VARCHAR) AS extra_cells
FROM record
