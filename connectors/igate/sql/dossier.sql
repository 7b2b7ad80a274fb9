-- each row is a dossier of the answers as texts: one for each contract column that iGate gives, NULL where nothing is said
{% import "shapes.sql" as shape with context %}
CREATE OR REPLACE TEMP TABLE {{ table }} AS
WITH record AS (
    SELECT rowid + 1 AS row_number, d, {{ shape.tasks("d.currentTask") }} AS current_tasks, {{ shape.tasks("d.task") }} AS tasks
    FROM {{ records }}
),
said AS (
    SELECT
        row_number, d,
        {{ shape.part("d.procedure", "code") }} AS procedure_code,
        {{ shape.named("d.procedure") }} AS procedure_name,
        {{ shape.part("d.procedure", "sector.code") }} AS sector_code,
        {{ shape.named("json_extract(d.procedure, '$.sector')") }} AS sector_name,
        {{ shape.part("d.agency", "code") }} AS agency_code,
        {{ shape.part("d.agency", "parent.code") }} AS parent_code,
        {{ shape.named("d.agency") }} AS agency_name,
        {{ shape.named("json_extract(d.agency, '$.parent')") }} AS parent_name,
        {{ shape.part("d.applyMethod", "id") }} AS channel_id,
        {{ shape.named("d.applyMethod") }} AS channel_name,
        {{ shape.part("d.procedureLevel", "id") }} AS level_id,
        {{ shape.named("d.procedureLevel") }} AS level_name,
        {{ shape.status_id() }} AS status_id,
        {{ shape.status_name() }} AS status_name,
        coalesce(nullif(trim({{ shape.part("d.applicant", "data.ownerFullname") }}), ''), {{ shape.part("d.applicant", "data.fullname") }}) AS applicant,
        {{ shape.part("d.applicant", "data.identityNumber") }} AS identity_number,
        coalesce(
            {{ shape.part("list_extract(current_tasks, 1).assignee", "fullname") }},
            {{ shape.part("list_extract(list_filter(tasks, lambda t: coalesce(trim(t.completedDate), '') = ''), -1).assignee", "fullname") }},
            {{ shape.part("d.accepter", "fullname") }}) AS officer
    FROM record
)
SELECT
    row_number,
    {{ shape.text("d.code") }} AS dossier_code,
    {{ shape.text("d.id") }} AS source_id,
    {{ shape.text("d.nationCode") }} AS national_code,
    {{ shape.text("procedure_code") }} AS procedure_code_raw,
    {{ shape.text("procedure_name") }} AS procedure_name,
    {{ shape.text("sector_code") }} AS sector_code,
    {{ shape.text("sector_name") }} AS sector_name,
    {{ shape.unit("agency_code", "parent_code") }} AS unit_code_raw,
    {{ shape.unit("agency_name", "parent_name") }} AS unit_name,
    coalesce({{ shape.known("channel", "channel_id") }}, {{ shape.text("channel_name") }}) AS channel,
    coalesce({{ shape.known("level", "level_id") }}, {{ shape.text("level_name") }}) AS service_level,
    {{ shape.instant("d.appliedDate") }} AS submitted_at,
    {{ shape.instant("d.acceptedDate") }} AS received_at,
    coalesce({{ shape.due("d.appointmentDate") }}, {{ shape.due("d.dueDate") }}) AS due_at,
    {{ shape.instant("d.completedDate") }} AS finished_at,
    {{ shape.instant("d.returnedDate") }} AS returned_at,
    coalesce({{ shape.known("status", "status_id") }}, {{ shape.text("status_name") }}) AS status,
    {{ shape.text("applicant") }} AS applicant_name,
    {{ shape.text("identity_number") }} AS applicant_identity,
    {{ shape.text("officer") }} AS officer_name,
    {{ shape.instant("d.updatedDate") }} AS source_updated_at,
    CAST(NULL AS VARCHAR) AS extra_cells
FROM said
