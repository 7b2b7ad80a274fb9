-- A city small enough to add up by hand, as of Sunday 22/11/2026: Monday the 23rd is the next working day.
INSERT INTO ref.unit (unit_code, name, parent_code, sort_order) VALUES ('X9.99', 'Trung tâm chưa có trong danh mục', 'H13', 999);
INSERT INTO ref.procedure (basis, source, procedure_code, name, sector_code, sector_name, level, is_deleted) VALUES
    ('city', 'exports', '1.000001', 'Cấp phép xây dựng', 'G15-XD', 'Hoạt động xây dựng', 'province', false),
    ('city', 'exports', '1.000002', 'Đăng ký khai sinh', 'G10-HT', 'Hộ tịch', 'commune', false),
    ('city', 'exports', '1.000004', 'Đăng ký đất đai', 'G04-DD', 'Đất đai', 'commune', false);

-- Phường Ninh Kiều, this month: 36 early (20 of them online) and 4 late by three working days (Friday 6th, Wednesday 11th)
CREATE TEMP TABLE given AS
SELECT 'H13.101-261102-' || printf('%04d', i) AS dossier_code, 'H13.101' AS unit_code, 9 AS status, '1.000002' AS procedure_code,
    CASE WHEN i <= 20 THEN 'online' ELSE 'direct' END AS channel, TIMESTAMP '2026-11-02 08:00' AS received_at,
    TIMESTAMP '2026-11-12 17:00' AS due_at, TIMESTAMP '2026-11-10 09:00' AS finished_at, CAST(NULL AS TIMESTAMP) AS first_due_at,
    0 AS supplement_count
FROM range(1, 37) AS numbers(i);
INSERT INTO given
SELECT 'H13.101-261102-' || (900 + i), 'H13.101', 9, '1.000004', 'direct', TIMESTAMP '2026-11-02 08:00', TIMESTAMP '2026-11-06 17:00',
    TIMESTAMP '2026-11-11 09:00', NULL, 0
FROM range(1, 5) AS numbers(i);
-- its open dossiers: three overdue, one whose day was the last counted, one due on Monday, one on Tuesday, one on Thursday, one
-- on Friday (beyond what the page lists), one that waits for the applicant, one without a due date
INSERT INTO given VALUES
    ('H13.101-261103-0001', 'H13.101', 4, '1.000004', 'online', '2026-11-03 08:00', '2026-11-13 17:00', NULL, NULL, 0),
    ('H13.101-261103-0002', 'H13.101', 4, '1.000004', 'direct', '2026-11-03 08:00', '2026-11-18 17:00', NULL, '2026-11-16 17:00', 2),
    ('H13.101-261103-0003', 'H13.101', 4, '1.000004', 'direct', '2026-11-03 08:00', '2026-11-20 17:00', NULL, NULL, 0),
    ('H13.101-261103-0004', 'H13.101', 4, '1.000002', 'direct', '2026-11-03 08:00', '2026-11-22 17:00', NULL, NULL, 0),
    ('H13.101-261103-0005', 'H13.101', 4, '1.000002', 'direct', '2026-11-03 08:00', '2026-11-23 17:00', NULL, NULL, 0),
    ('H13.101-261103-0006', 'H13.101', 4, '1.000002', 'direct', '2026-11-03 08:00', '2026-11-24 17:00', NULL, NULL, 0),
    ('H13.101-261103-0007', 'H13.101', 4, '1.000002', 'direct', '2026-11-03 08:00', '2026-11-26 17:00', NULL, NULL, 0),
    ('H13.101-261103-0008', 'H13.101', 4, '1.000002', 'direct', '2026-11-03 08:00', '2026-11-27 17:00', NULL, NULL, 0),
    ('H13.101-261103-0009', 'H13.101', 5, '1.000002', 'direct', '2026-11-03 08:00', '2026-11-10 17:00', NULL, NULL, 1),
    ('H13.101-261103-0010', 'H13.101', 4, '1.000002', 'direct', '2026-11-03 08:00', NULL, NULL, NULL, 0);
-- the same commune in October: 10 in time and 1 late by the 22nd, 2 more after it
INSERT INTO given
SELECT 'H13.101-261005-' || printf('%04d', i), 'H13.101', 9, '1.000002', 'direct', TIMESTAMP '2026-10-05 08:00',
    TIMESTAMP '2026-10-12 17:00', TIMESTAMP '2026-10-09 09:00', NULL, 0
FROM range(1, 11) AS numbers(i);
INSERT INTO given VALUES
    ('H13.101-261005-0011', 'H13.101', 9, '1.000002', 'direct', '2026-10-05 08:00', '2026-10-13 17:00', '2026-10-15 09:00', NULL, 0),
    ('H13.101-261019-0001', 'H13.101', 9, '1.000002', 'direct', '2026-10-19 08:00', '2026-10-30 17:00', '2026-10-28 09:00', NULL, 0),
    ('H13.101-261019-0002', 'H13.101', 9, '1.000002', 'direct', '2026-10-19 08:00', '2026-10-30 17:00', '2026-10-28 09:00', NULL, 0);
-- Sở Xây dựng: two in time, one late; its branch office has one overdue
INSERT INTO given VALUES
    ('H13.01-261104-0001', 'H13.01', 9, '1.000001', 'direct', '2026-11-04 08:00', '2026-11-16 17:00', '2026-11-16 09:00', NULL, 0),
    ('H13.01-261104-0002', 'H13.01', 9, '1.000001', 'direct', '2026-11-04 08:00', '2026-11-16 17:00', '2026-11-12 09:00', NULL, 0),
    ('H13.01-261104-0003', 'H13.01', 9, '1.000001', 'direct', '2026-11-04 08:00', '2026-11-10 17:00', '2026-11-12 09:00', NULL, 0),
    ('H13.01-261104-0004', 'H13.01.1', 4, '1.000001', 'direct', '2026-11-04 08:00', '2026-11-19 17:00', NULL, NULL, 0);
-- Xã Phong Điền: six in time, one late, one that was overdue until Friday the 20th; one closed without any end
INSERT INTO given
SELECT 'H13.102-261103-' || printf('%04d', i), 'H13.102', 9, '1.000002', 'direct', TIMESTAMP '2026-11-03 08:00',
    TIMESTAMP '2026-11-13 17:00', TIMESTAMP '2026-11-12 09:00', NULL, 0
FROM range(1, 7) AS numbers(i);
INSERT INTO given VALUES
    ('H13.102-261103-0007', 'H13.102', 9, '1.000002', 'direct', '2026-11-03 08:00', '2026-11-10 17:00', '2026-11-11 09:00', NULL, 0),
    ('H13.102-261103-0008', 'H13.102', 9, '1.000002', 'direct', '2026-11-03 08:00', '2026-11-16 17:00', '2026-11-20 09:00', NULL, 0),
    ('H13.102-261103-0009', 'H13.102', 9, '1.000002', 'direct', '2026-11-03 08:00', '2026-12-10 17:00', NULL, NULL, 0),
    ('X9.99-261104-0001', 'X9.99', 4, NULL, 'direct', '2026-11-04 08:00', '2026-12-10 17:00', NULL, NULL, 0);
INSERT INTO core.dossier BY NAME
SELECT 'city' AS basis, 'exports' AS source, g.* REPLACE (coalesce(g.first_due_at, g.due_at) AS first_due_at), false AS is_deleted,
    1 AS version_no, 'R0' AS first_seen_run, 'R0' AS last_changed_run
FROM given AS g;
INSERT INTO core.dossier_version BY NAME SELECT *, TIMESTAMP '2026-11-20 01:30' AS valid_from FROM core.dossier;

-- the first overdue one lies with Sở Xây dựng; three of the four late ones ran over at Sở Tư pháp
INSERT INTO core.dossier_step (basis, source, dossier_code, step_no, unit_code, department, status, started_at, due_at, done_at, is_deleted) VALUES
    ('city', 'exports', 'H13.101-261103-0001', 1, 'H13.101', 'Một cửa', 9, '2026-11-03 08:00', '2026-11-05', '2026-11-05 09:00', false),
    ('city', 'exports', 'H13.101-261103-0001', 2, 'H13.01', 'Thẩm định', 4, '2026-11-05 09:00', '2026-11-09', NULL, false);
INSERT INTO core.dossier_step (basis, source, dossier_code, step_no, unit_code, department, status, started_at, due_at, done_at, is_deleted)
SELECT 'city', 'exports', 'H13.101-261102-' || (900 + i), step_no, unit_code, department, 9, started_at, due_at, done_at, false
FROM range(1, 4) AS numbers(i), (VALUES
    (1, 'H13.101', 'Một cửa', TIMESTAMP '2026-11-02 08:00', TIMESTAMP '2026-11-03 17:00', TIMESTAMP '2026-11-03 09:00'),
    (2, 'H13.02', 'Hộ tịch', TIMESTAMP '2026-11-03 09:00', TIMESTAMP '2026-11-05 17:00', TIMESTAMP '2026-11-11 09:00')
) AS step(step_no, unit_code, department, started_at, due_at, done_at);
INSERT INTO core.apology (basis, source, dossier_code, sent_on, letter, unit_code, is_deleted) VALUES
    ('city', 'exports', 'H13.101-261102-901', '2026-11-12', '2026-11-12', 'H13.101', false);

INSERT INTO ops.run (run_id, as_of, started_at, status) VALUES
    ('R0', '2026-11-19', '2026-11-20 01:30', 'published'), ('R1', '2026-11-22', '2026-11-23 01:47', 'published');
INSERT INTO ops.load (run_id, source, dataset, file, status, message, rows_read, rows_loaded, rows_unchanged, rows_quarantined) VALUES
    ('R1', 'exports', 'dossier', 'ho-so-11.xlsx', 'loaded', 'Cột lạ: Ghi chú nội bộ', 100, 90, 8, 2),
    ('R1', 'exports', NULL, 'hong.xls', 'rejected', 'Không tìm thấy dòng tiêu đề', 0, 0, 0, 0),
    ('R0', 'exports', 'dossier', 'dem-truoc.csv', 'loaded', NULL, 55, 55, 0, 0);
INSERT INTO ops.quarantine (run_id, source, dataset, file, row_number, column_name, rule, reason, severity, first_seen_run, resolved_run) VALUES
    ('R1', 'exports', 'dossier', 'ho-so-11.xlsx', 7, 'due_at', 'unreadable', 'Không đọc được ngày hẹn trả; sửa thành dd/MM/yyyy', 'error', 'R1', NULL),
    ('R1', 'exports', 'dossier', 'ho-so-11.xlsx', 9, 'due_at', 'unreadable', 'Không đọc được ngày hẹn trả; sửa thành dd/MM/yyyy', 'error', 'R1', NULL),
    ('R0', 'exports', 'dossier', 'dem-truoc.csv', 4, 'status', 'missing', 'Đã sửa', 'error', 'R0', 'R1');
INSERT INTO ops.check_result (run_id, check_id, dataset, severity, passed, observed, expected, message) VALUES
    ('R1', 'form_identities', 'mart.form_06a_period', 'critical', true, '0', '0', 'Các đẳng thức của biểu II.06a đều đúng'),
    ('R1', 'dossier_channel_known', 'dossier', 'warning', false, '12', '0', '12 hồ sơ không rõ hình thức nộp'),
    ('R0', 'old_check', 'dossier', 'critical', false, '1', '0', 'của đêm trước');
INSERT INTO ops.freshness (run_id, source, dataset, last_file_at, newest_record_on, status, message) VALUES
    ('R1', 'exports', 'dossier', TIMESTAMP '2026-11-22 17:05:00', DATE '2026-11-22', 'fresh', 'Mới nhất 22/11/2026'),
    ('R1', 'exports', 'procedure', NULL, NULL, 'never', 'Chưa có tệp danh mục TTHC nào');
-- Sở Xây dựng in the same report month of the year before: two in time, one late
INSERT INTO core.dossier (basis, source, dossier_code, unit_code, status, procedure_code, channel, received_at, due_at, first_due_at, finished_at, is_deleted, version_no, first_seen_run, last_changed_run)
SELECT 'city', 'exports', 'H13.01-251104-000' || i, 'H13.01', 9, '1.000001', 'direct', TIMESTAMP '2025-11-04 08:00', TIMESTAMP '2025-11-07 17:00',
    TIMESTAMP '2025-11-07 17:00', CASE i WHEN 3 THEN TIMESTAMP '2025-11-12 09:00' ELSE TIMESTAMP '2025-11-06 09:00' END, false, 1, 'R0', 'R0'
FROM range(1, 4) AS numbers(i);
