-- each row is a progress record of the file as texts: one for each contract column it gives, NULL where nothing is said
-- `is_broken` marks what is no JSON object. A moment of processing (ThoiDiemXuLy) that cannot be read makes done_at
-- unreadable ("?" before it), so that the row is set aside; else done_at is left to what follows the record.
{% from "cells.sql" import text, instant, records %}
CREATE OR REPLACE TEMP TABLE {{ table }} AS
WITH record AS (
    SELECT CASE WHEN json_type(json) = 'OBJECT' THEN from_json(json, '{{ record_shape }}') END AS d
    FROM {{ records(layout) }}
),
judged AS (
    SELECT d, {{ text("ThoiDiemXuLy") }} AS moment FROM record
),
parsed AS (
    SELECT *, {{ instant("moment") }} AS moment_at FROM judged
),
cell AS (
    SELECT
        d IS NULL AS is_broken,
        {{ text("MaHoSo") }} AS dossier_code,
        {{ text("PhongBanXuLy") }} AS department,
        {{ text("NguoiXuLy") }} AS officer_name,
        {{ text("TrangThai") }} AS status,
        coalesce({{ text("NgayBatDau") }}, moment) AS started_at,
        {{ text("NgayKetThucTheoQuyDinh") }} AS due_at,
        CASE WHEN moment_at IS NULL THEN '?' || moment END AS done_at,
        strftime(moment_at, '%Y-%m-%d %H:%M:%S') AS processed_at
    FROM parsed
)
SELECT
    CAST(NULL AS BIGINT) AS row_number, is_broken,
    {% for column in columns %}
    {{ column }},
    {% endfor %}
    CAST(NULL AS VARCHAR) AS extra_cells
FROM cell
