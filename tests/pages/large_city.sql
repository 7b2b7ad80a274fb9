-- A city of the real size, all invented: every department and commune of our own list, three months of dossiers and
-- two years of fewer, busy desks and quiet ones, a quarter of what is open overdue.
INSERT INTO ref.procedure (basis, source, procedure_code, name, sector_code, sector_name, level, is_deleted)
SELECT 'city', 'exports', printf('1.%06d', i), 'Thủ tục cấp, cấp lại, điều chỉnh giấy chứng nhận và xác nhận nội dung thay đổi số ' || i,
    printf('G%02d-LV', i % 25), 'Lĩnh vực quản lý nhà nước số ' || (i % 25), CASE WHEN i % 2 = 0 THEN 'province' ELSE 'commune' END, false
FROM range(1, 401) AS procedures(i);
CREATE TEMP TABLE desk AS
SELECT unit_code, row_number() OVER (ORDER BY sort_order, unit_code) AS desk_no, count(*) OVER () AS desks
FROM ref.unit WHERE kind IN ('department', 'commune') AND valid_to IS NULL;
CREATE TEMP TABLE given AS
SELECT printf('%s-%s-%06d', d.unit_code, strftime(n.received_at, '%y%m%d'), n.i) AS dossier_code, d.unit_code,
    printf('1.%06d', 1 + hash(n.i, 1) % 400) AS procedure_code, CASE WHEN hash(n.i, 2) % 3 = 0 THEN 'direct' ELSE 'online' END AS channel,
    n.received_at, n.received_at + to_hours(CAST(24 * (3 + hash(n.i, 3) % 20) AS INTEGER)) AS due_at,
    n.received_at + to_hours(CAST(24 * (1 + hash(n.i, 4) % CASE WHEN hash(n.i, 5) % 30 = 0 THEN 80 ELSE 4 END) AS INTEGER)) AS finished_at,
    hash(n.i, 6) % 50 = 0 AS waits
FROM (
    SELECT i, CASE WHEN i <= 40000 THEN TIMESTAMP '2026-08-20 08:00' + to_minutes(CAST(hash(i, 7) % 135000 AS INTEGER))
        ELSE TIMESTAMP '2024-11-01 08:00' + to_minutes(CAST(hash(i, 7) % 950000 AS INTEGER)) END AS received_at,
        1 + CAST(floor(sqrt(hash(i, 8) % 13924)) AS BIGINT) AS desk_no
    FROM range(1, 40000 + 10001) AS numbers(i)
) AS n
JOIN desk AS d ON d.desk_no = n.desk_no;
INSERT INTO core.dossier BY NAME
SELECT 'city' AS basis, 'exports' AS source, g.* EXCLUDE (waits) REPLACE (CASE WHEN g.finished_at < TIMESTAMP '2026-11-23' THEN g.finished_at END AS finished_at),
    CASE WHEN g.finished_at < TIMESTAMP '2026-11-23' THEN 9 WHEN g.waits THEN 5 ELSE 4 END AS status, g.due_at AS first_due_at, false AS is_deleted,
    1 AS version_no, 'R0' AS first_seen_run, 'R0' AS last_changed_run, hash(dossier_code, 1) % 3 > 0 AS has_electronic_result,
    hash(dossier_code, 2) % 3 > 0 AS has_digitised_component, hash(dossier_code, 3) % 2 = 0 AS reuses_data, 50000 * (hash(dossier_code, 4) % 3) AS fee_amount,
    hash(dossier_code, 5) % 3 AS paid_online
FROM given AS g WHERE g.received_at < TIMESTAMP '2026-11-23';
INSERT INTO core.dossier_version BY NAME SELECT *, TIMESTAMP '2026-11-20 01:30' AS valid_from FROM core.dossier;
INSERT INTO core.dossier_step (basis, source, dossier_code, step_no, unit_code, department, status, started_at, due_at, done_at, is_deleted)
SELECT 'city', 'exports', dossier_code, 1 + hash(dossier_code, 6) % 5, unit_code, 'Phòng Nghiệp vụ số ' || hash(dossier_code, 7) % 4, 4, received_at,
    received_at + INTERVAL 3 DAY, finished_at, false
FROM core.dossier WHERE hash(dossier_code, 8) % 10 < 9 AND received_at >= TIMESTAMP '2026-08-01';
INSERT INTO ops.run (run_id, as_of, started_at, status) VALUES
    ('R0', '2026-11-19', '2026-11-20 01:30', 'published'), ('R1', '2026-11-22', '2026-11-23 01:47', 'published');
INSERT INTO ops.load (run_id, source, dataset, file, status, rows_read, rows_loaded, rows_unchanged, rows_quarantined)
SELECT 'R1', 'exports', 'dossier', 'motcua/H13.' || (100 + i) || '/ho-so-2026-11-22.xlsx', 'loaded', 20 + i, 18 + i, 0, 2 FROM range(0, 103) AS files(i);
INSERT INTO ops.quarantine (run_id, source, dataset, file, row_number, column_name, rule, reason, severity, first_seen_run)
SELECT 'R1', 'exports', 'dossier', 'motcua/H13.' || (100 + i) || '/ho-so-2026-11-22.xlsx', 7, 'due_at', 'unreadable',
    'Ngày hẹn trả không đọc được; cần dd/MM/yyyy hoặc dd/MM/yyyy HH:mm; sửa rồi nộp lại', 'error', 'R1' FROM range(0, 103) AS files(i);
INSERT INTO ops.check_result (run_id, check_id, dataset, severity, passed, observed, expected, message)
SELECT 'R1', 'dossier_rule_' || i, 'dossier', 'warning', i % 11 <> 3, '' || i, '0', 'Kiểm tra số ' || i || ' của bộ dữ liệu hồ sơ' FROM range(0, 60) AS checks(i);
