-- each row is a record of the file as texts: one for each contract column it gives, NULL where nothing is said
-- `is_broken` marks what is no JSON object. A nested value that cannot be read makes its cell unreadable ("?" before it),
-- so that the row is set aside as it would be for a value of its own.
{% from "cells.sql" import text, is_yes, any_of, instant, records %}
CREATE OR REPLACE TEMP TABLE {{ table }} AS
WITH record AS (
    SELECT
        CASE WHEN json_type(json) = 'OBJECT' THEN from_json(json, '{{ record_shape }}') END AS d,
        json,
        json_type(json, [{{ list_paths }}]) AS list_types
    FROM {{ records(layout) }}
),
odd AS ( -- what stands in the place of a list and is none; an empty text says nothing
    SELECT
        d, list_types,
        CASE WHEN len(list_filter(list_types, lambda x: x NOT IN ('ARRAY', 'NULL'))) > 0
            THEN json_extract_string(json, [{{ list_paths }}]) END AS list_texts
    FROM record
),
listed AS (
    SELECT
        d,
        {% for field in lists %}
        d.{{ field }},
        coalesce(list_types[{{ loop.index }}] <> 'ARRAY' AND trim(list_texts[{{ loop.index }}]) <> '', false) AS no_{{ field }}{{ "," if not loop.last }}
        {% endfor %}
    FROM odd
),
nested AS (
    SELECT
        *,
        list_filter(TaiLieuNop, lambda x: NOT {{ is_yes("x.IsDeleted") }}) AS attachments,
        list_transform(DanhSachLePhi, lambda x: struct_pack(
            given := nullif(trim(x.Gia), ''),
            amount := CASE
                WHEN regexp_full_match(trim(x.Gia), '[-+]?[1-9]\d{0,2}([.]\d{3})+') THEN try_cast(replace(trim(x.Gia), '.', '') AS BIGINT)
                WHEN regexp_full_match(trim(x.Gia), '[-+]?\d{1,15}([.,]0+)?') THEN try_cast(regexp_extract(trim(x.Gia), '^[-+]?\d+') AS BIGINT)
            END)) AS fees,
        list_transform(DanhSachHoSoBoSung, lambda x: struct_pack(
            asked := nullif(trim(x.NgayBoSung), ''),
            asked_at := {{ instant("trim(x.NgayBoSung)") }},
            answered := nullif(trim(x.NgayTiepNhanBoSung), ''),
            answered_at := {{ instant("trim(x.NgayTiepNhanBoSung)") }},
            promised := nullif(trim(x.NgayHenTraTruoc), ''),
            promised_at := {{ instant("trim(x.NgayHenTraTruoc)") }})) AS supplements
    FROM listed
),
judged AS (
    SELECT
        *,
        list_extract(list_filter(fees, lambda x: x.given IS NOT NULL AND x.amount IS NULL), 1).given AS unread_fee,
        list_extract(list_filter(supplements, lambda x: x.asked IS NOT NULL AND x.asked_at IS NULL), 1).asked AS unread_asked,
        list_extract(list_filter(supplements, lambda x: x.answered IS NOT NULL AND x.answered_at IS NULL), 1).answered AS unread_answered,
        list_extract(list_filter(supplements, lambda x: x.promised IS NOT NULL AND x.promised_at IS NULL), 1).promised AS unread_promised,
        {{ any_of("attachments", is_yes("x.DuocLayTuKhoDMQG")) }} AS is_from_store,
        {{ any_of("attachments", "trim(x.DuocLayTuKhoDMQG) <> ''") }} AS tells_of_store
    FROM nested
),
cell AS (
    SELECT
        d IS NULL AS is_broken,
        {{ text("MaHoSo") }} AS dossier_code,
        {{ text("MaTTHC") }} AS procedure_code_raw,
        {{ text("TenTTHC") }} AS procedure_name,
        {{ text("MaLinhVuc") }} AS sector_code,
        {{ text("TenLinhVuc") }} AS sector_name,
        {{ text("DonViXuLy") }} AS unit_name,
        CASE coalesce({{ text("KenhThucHien") }}, '1') -- empty counts as direct
            WHEN '1' THEN $direct WHEN '2' THEN $online WHEN '3' THEN $postal ELSE {{ text("KenhThucHien") }} END AS channel,
        {{ text("NgayNopHoSo") }} AS submitted_at,
        {{ text("NgayTiepNhan") }} AS received_at,
        CASE WHEN unread_promised IS NOT NULL THEN '?' || unread_promised ELSE {{ text("NgayHenTra") }} END AS due_at,
        strftime(list_min(list_transform(supplements, lambda x: x.promised_at)), '%Y-%m-%d %H:%M:%S') AS earlier_due_at,
        {{ text("NgayKetThucXuLy") }} AS finished_at,
        {{ text("NgayTra") }} AS returned_at,
        {{ text("NgayTuChoi") }} AS refused_at,
        {{ text("TrangThaiHoSo") }} AS status,
        CASE {{ text("LoaiDoiTuong") }}
            WHEN '1' THEN 'citizen' WHEN '2' THEN 'business' WHEN '3' THEN 'state' WHEN '4' THEN 'other' END AS applicant_kind,
        {{ text("ChuHoSo") }} AS applicant_name,
        -- 000000001 is what pushers write for a missing number
        nullif(coalesce({{ text("SoGiayToChuHoSo") }},
            list_extract(list_filter(DinhDanhCHS, lambda x: trim(x.SoDinhDanh) <> ''), 1).SoDinhDanh), '000000001') AS applicant_identity,
        CASE WHEN no_DanhSachLePhi THEN '?' WHEN unread_fee IS NOT NULL THEN '?' || unread_fee
            ELSE CAST(CAST(list_sum(list_transform(fees, lambda x: x.amount)) AS BIGINT) AS VARCHAR) END AS fee_amount,
        {{ text("DuocThanhToanTrucTuyen") }} AS paid_online,
        CASE WHEN no_DanhSachHoSoBoSung THEN '?' ELSE CAST(coalesce(len(supplements), 0) AS VARCHAR) END AS supplement_count,
        CASE WHEN unread_asked IS NOT NULL THEN '?' || unread_asked
            ELSE strftime(list_max(list_transform(supplements, lambda x: x.asked_at)), '%Y%m%d%H%M%S') END AS supplement_requested_at,
        CASE WHEN unread_answered IS NOT NULL THEN '?' || unread_answered
            -- hours, as the contract reads them: seven decimals are exact to the second; a point could part thousands
            ELSE replace(printf('%.7f', coalesce(list_sum(list_transform(supplements,
                lambda x: coalesce(epoch(x.answered_at) - epoch(x.asked_at), 0))), 0) / 3600.0), '.', ',')
        END AS supplement_seconds,
        CASE WHEN no_DanhSachGiayToKetQua THEN '?'
            WHEN {{ any_of("DanhSachGiayToKetQua", "trim(x.DuongDanTepTinKetQua) <> ''") }} THEN '1' ELSE '0' END AS has_electronic_result,
        CASE
            WHEN no_TaiLieuNop THEN '?'
            WHEN lower({{ text("HoSoCoThanhPhanSoHoa") }}) NOT IN ('0', '1', 'true', 'false') THEN {{ text("HoSoCoThanhPhanSoHoa") }}
            WHEN {{ is_yes("d.HoSoCoThanhPhanSoHoa") }} OR {{ any_of("attachments", is_yes("x.DuocSoHoa")) }} THEN '1'
            WHEN {{ text("HoSoCoThanhPhanSoHoa") }} IS NOT NULL OR {{ any_of("attachments", "trim(x.DuocSoHoa) <> ''") }} THEN '0'
        END AS has_digitised_component,
        CASE
            WHEN {{ any_of("attachments", "coalesce(lower(trim(x.DuocTaiSuDung)) IN ('1', '2', 'true'), false)") }} THEN '1'
            WHEN {{ any_of("attachments", "trim(x.DuocTaiSuDung) <> ''") }} THEN '0'
        END AS reuses_data,
        CASE WHEN is_from_store THEN '1' WHEN tells_of_store THEN '0' END AS from_personal_store,
        CASE
            WHEN no_DSKetNoiCSDL THEN '?'
            WHEN lower({{ text("TaiKhoanDuocXacThucVoiVNeID") }}) NOT IN ('0', '1', 'true', 'false')
                THEN {{ text("TaiKhoanDuocXacThucVoiVNeID") }}
            WHEN {{ is_yes("d.TaiKhoanDuocXacThucVoiVNeID") }} OR is_from_store
                OR {{ any_of("DSKetNoiCSDL", "list_contains($population_databases, trim(x.MaCSDL))") }} THEN '1'
            WHEN {{ text("TaiKhoanDuocXacThucVoiVNeID") }} IS NOT NULL OR tells_of_store
                OR {{ any_of("DSKetNoiCSDL", "trim(x.MaCSDL) <> ''") }} THEN '0'
        END AS uses_population_data
    FROM judged
)
SELECT
    CAST(NULL AS BIGINT) AS row_number, is_broken,
    {% for column in columns %}
    {{ column }},
    {% endfor %}
    CAST(NULL AS VARCHAR) AS extra_cells
FROM cell
