-- A city small enough to add up by hand. Figures of a unit include its descendants; the root is the city.
INSERT INTO ref.unit BY POSITION VALUES
    ('H13', NULL, 'Thành phố Cần Thơ', 'province', NULL, NULL, NULL, NULL, NULL),
    ('H13.02', NULL, 'Sở Tư pháp', 'department', 'H13', 2, DATE '2025-07-01', NULL, NULL),
    ('H13.01', NULL, 'Sở Xây dựng', 'department', 'H13', 1, DATE '2025-07-01', NULL, NULL),
    ('H13.01.1', NULL, 'Chi cục Giám định', 'department', 'H13.01', 3, NULL, NULL, NULL),
    ('H13.101', NULL, 'Phường Ninh Kiều', 'commune', 'H13', 11, DATE '2025-07-01', NULL, NULL),
    ('H13.102', NULL, 'Xã Phong Điền', 'commune', 'H13', 12, DATE '2025-07-01', NULL, NULL),
    ('H13.103', NULL, 'Phường Cái Răng', 'commune', 'H13', 13, DATE '2025-07-01', NULL, NULL),
    ('H13.104', NULL, 'Xã Nhơn Ái', 'commune', 'H13', 14, DATE '2025-07-01', NULL, NULL),
    ('H13.199', NULL, 'Xã Nhơn Nghĩa', 'commune', 'H13', 99, NULL, DATE '2025-07-01', 'H13.104'),
    ('X9.99', NULL, 'Trung tâm chưa có trong danh mục', NULL, 'H13', NULL, NULL, NULL, NULL);
INSERT INTO ref.procedure VALUES
    ('1.000001', 'Cấp phép xây dựng', 'G15-XD', 'Hoạt động xây dựng', 'province'),
    ('1.000002', 'Đăng ký khai sinh', 'G10-HT', 'Hộ tịch', 'commune'),
    ('1.000003', 'Đăng ký khai tử', 'G10-HT', 'Hộ tịch ', 'commune'),
    ('1.000004', 'Đăng ký đất đai', 'G04-DD', 'Đất đai', 'commune');
INSERT INTO ref.indicator VALUES
    ('C02', '1b, 1c', 'Tỷ lệ hồ sơ đã giải quyết trễ hạn', 'Resolved dossiers that were late', 'giải quyết quá hạn / đã giải quyết', 'Biểu II.06a', 'V', NULL, NULL),
    ('C03', '1b, 1c', 'Tỷ lệ hồ sơ đang giải quyết quá hạn', 'Open dossiers that are overdue', 'quá hạn / đang giải quyết', 'Biểu II.06a', 'R', DATE '2020-10-21', NULL),
    ('C05', '1c', 'Tiến độ giải quyết', 'Progress', '', 'QĐ 766/QĐ-TTg', 'V', DATE '2022-08-01', NULL);
INSERT INTO ref.target VALUES
    ('C02', 'ge', NULL, 'NĐ 01/NĐ-CP', DATE '2020-01-01', NULL, 'every unit', 'mọi đơn vị'),
    ('C02', 'le', 0.05, 'NQ 02/NQ-HĐND', DATE '2025-01-01', DATE '2026-12-31', 'province', 'tỉnh'),
    ('C12', 'ge', 0.8, 'NQ 71/NQ-CP', DATE '2025-04-01', NULL, 'nation', 'cả nước');

-- unit, sector, received = online + direct and postal + carried over, resolved = early + on time + late,
-- of which without due date, open = in term + overdue, of which waiting
INSERT INTO mart.form_06a_period
SELECT 'report_month', DATE '2026-10-15', DATE '2026-11-14', 'city', figures.* FROM (VALUES
    ('H13', NULL, 1376, 1024, 224, 128, 1240, 889, 288, 63, 8, 136, 110, 26, 14),
    ('H13', 'G15-XD', 114, 80, 12, 22, 87, 54, 22, 11, 3, 27, 21, 6, 4),
    ('H13', 'G10-HT', 1059, 844, 129, 86, 1002, 735, 225, 42, 2, 57, 47, 10, 6),
    ('H13', 'G04-DD', 200, 100, 80, 20, 150, 100, 40, 10, 2, 50, 40, 10, 4),
    ('H13', '?', 3, 0, 3, 0, 1, 0, 1, 0, 1, 2, 2, 0, 0),
    ('H13.01', NULL, 110, 76, 12, 22, 87, 54, 22, 11, 3, 23, 17, 6, 4),
    ('H13.01', 'G15-XD', 110, 76, 12, 22, 87, 54, 22, 11, 3, 23, 17, 6, 4),
    ('H13.01.1', NULL, 10, 6, 2, 2, 7, 4, 2, 1, 1, 3, 2, 1, 1),
    ('H13.01.1', 'G15-XD', 10, 6, 2, 2, 7, 4, 2, 1, 1, 3, 2, 1, 1),
    ('H13.02', NULL, 50, 40, 5, 5, 45, 30, 14, 1, 0, 5, 5, 0, 0),
    ('H13.02', 'G10-HT', 50, 40, 5, 5, 45, 30, 14, 1, 0, 5, 5, 0, 0),
    ('H13.101', NULL, 1200, 900, 200, 100, 1100, 800, 250, 50, 4, 100, 80, 20, 10),
    ('H13.101', 'G10-HT', 1000, 800, 120, 80, 950, 700, 210, 40, 2, 50, 40, 10, 6),
    ('H13.101', 'G04-DD', 200, 100, 80, 20, 150, 100, 40, 10, 2, 50, 40, 10, 4),
    ('H13.102', NULL, 7, 2, 4, 1, 7, 5, 1, 1, 0, 0, 0, 0, 0),
    ('H13.102', 'G10-HT', 7, 2, 4, 1, 7, 5, 1, 1, 0, 0, 0, 0, 0),
    ('H13.104', NULL, 2, 2, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0),
    ('H13.104', 'G10-HT', 2, 2, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0),
    ('X9.99', NULL, 3, 0, 3, 0, 1, 0, 1, 0, 1, 2, 2, 0, 0),
    ('X9.99', '?', 3, 0, 3, 0, 1, 0, 1, 0, 1, 2, 2, 0, 0)) AS figures;
-- the running one: column (6) is column (11) of the one before
INSERT INTO mart.form_06a_period
SELECT 'report_month', DATE '2026-11-15', DATE '2026-12-14', 'city', figures.* FROM (VALUES
    ('H13', NULL, 203, 55, 12, 136, 75, 50, 13, 12, 0, 128, 94, 34, 14),
    ('H13', 'G15-XD', 34, 5, 2, 27, 10, 6, 2, 2, 0, 24, 20, 4, 4),
    ('H13', 'G10-HT', 167, 50, 10, 107, 65, 44, 11, 10, 0, 102, 72, 30, 10),
    ('H13', '?', 2, 0, 0, 2, 0, 0, 0, 0, 0, 2, 2, 0, 0),
    ('H13.01', NULL, 30, 5, 2, 23, 10, 6, 2, 2, 0, 20, 16, 4, 4),
    ('H13.01', 'G15-XD', 30, 5, 2, 23, 10, 6, 2, 2, 0, 20, 16, 4, 4),
    ('H13.01.1', NULL, 4, 1, 0, 3, 1, 1, 0, 0, 0, 3, 2, 1, 1),
    ('H13.01.1', 'G15-XD', 4, 1, 0, 3, 1, 1, 0, 0, 0, 3, 2, 1, 1),
    ('H13.02', NULL, 5, 0, 0, 5, 5, 4, 1, 0, 0, 0, 0, 0, 0),
    ('H13.02', 'G10-HT', 5, 0, 0, 5, 5, 4, 1, 0, 0, 0, 0, 0, 0),
    ('H13.101', NULL, 160, 50, 10, 100, 60, 40, 10, 10, 0, 100, 70, 30, 10),
    ('H13.101', 'G10-HT', 160, 50, 10, 100, 60, 40, 10, 10, 0, 100, 70, 30, 10),
    ('H13.104', NULL, 2, 0, 0, 2, 0, 0, 0, 0, 0, 2, 2, 0, 0),
    ('H13.104', 'G10-HT', 2, 0, 0, 2, 0, 0, 0, 0, 0, 2, 2, 0, 0),
    ('X9.99', NULL, 2, 0, 0, 2, 0, 0, 0, 0, 0, 2, 2, 0, 0),
    ('X9.99', '?', 2, 0, 0, 2, 0, 0, 0, 0, 0, 2, 2, 0, 0)) AS figures;
-- the portal's copy of the same period is another basis and must never be mixed in
INSERT INTO mart.form_06a_period VALUES
    ('report_month', DATE '2026-10-15', DATE '2026-11-14', 'portal', 'H13', NULL, 9, 9, 0, 0, 9, 9, 0, 0, 0, 0, 0, 0, 0);

INSERT INTO mart.late_rate (period_start, unit_code, resolved, resolved_late, open, open_overdue, late_rate, ci_low, ci_high) VALUES
    (DATE '2026-10-01', 'H13', 900, 90, 200, 50, 0.1, 0.082, 0.121),
    (DATE '2026-11-01', 'H13', 303, 13, 128, 34, 0.042904, 0.0252, 0.0721),
    (DATE '2026-11-01', 'H13.01', 40, 6, 20, 4, 0.15, 0.0706, 0.2907),
    (DATE '2026-11-01', 'H13.01.1', 3, 1, 3, 1, 0.333333, 0.0615, 0.7923),
    (DATE '2026-11-01', 'H13.02', 20, 0, 0, 0, 0.0, 0.0, 0.1611),
    (DATE '2026-11-01', 'H13.101', 233, 5, 100, 30, 0.021459, 0.0092, 0.0492),
    (DATE '2026-11-01', 'H13.102', 7, 1, 0, 0, 0.142857, 0.0257, 0.5131),
    (DATE '2026-11-01', 'H13.104', 0, 0, 2, 0, NULL, NULL, NULL),
    (DATE '2026-11-01', 'X9.99', 3, 1, 2, 0, 0.333333, 0.0615, 0.7923);

INSERT INTO ops.publication VALUES ('R1', DATE '2026-11-22', '1', TIMESTAMP '2026-11-23 01:52:00');
INSERT INTO ops.load VALUES
    ('R1', 'exports', 'dossier', 'ho-so-11.xlsx', 'aa', 'loaded', 'Cột lạ: Ghi chú nội bộ', 100, 90, 8, 2),
    ('R1', 'exports', 'dossier', 'ho-so-10.csv', 'bb', 'known', NULL, 0, 0, 0, 0),
    ('R1', 'exports', NULL, 'hong.xls', 'cc', 'rejected', 'Không tìm thấy dòng tiêu đề', 0, 0, 0, 0),
    ('R0', 'exports', 'dossier', 'dem-truoc.csv', 'dd', 'loaded', NULL, 55, 55, 0, 0);
INSERT INTO ops.quarantine VALUES
    ('R1', 'exports', 'dossier', 'ho-so-11.xlsx', 7, 'due_at', 'H13.01-261101-0001', 'unreadable', 'Không đọc được ngày hẹn trả; sửa thành dd/MM/yyyy', 'error', NULL, 'R1', NULL),
    ('R1', 'exports', 'dossier', 'ho-so-11.xlsx', 9, 'due_at', 'H13.01-261101-0002', 'unreadable', 'Không đọc được ngày hẹn trả; sửa thành dd/MM/yyyy', 'error', NULL, 'R1', NULL),
    ('R0', 'exports', 'dossier', 'dem-truoc.csv', 3, NULL, NULL, 'row_too_long', 'Dòng thừa ô', 'error', NULL, 'R0', NULL),
    ('R0', 'exports', 'dossier', 'dem-truoc.csv', 4, 'status', NULL, 'missing', 'Đã sửa', 'error', NULL, 'R0', 'R1');
INSERT INTO ops.check_result VALUES
    ('R1', 'form_identities', 'mart.form_06a_period', 'critical', true, '0', '0', 'Các đẳng thức của biểu II.06a đều đúng'),
    ('R1', 'dossier_channel_known', 'dossier', 'warning', false, '12', '0', '12 hồ sơ không rõ hình thức nộp'),
    ('R0', 'old_check', 'dossier', 'critical', false, '1', '0', 'của đêm trước');
INSERT INTO ops.freshness VALUES
    ('R1', 'exports', 'dossier', TIMESTAMP '2026-11-22 17:05:00', DATE '2026-11-22', 0, 'fresh', 'Mới nhất 22/11/2026'),
    ('R1', 'exports', 'procedure', NULL, NULL, NULL, 'never', 'Chưa có tệp danh mục TTHC nào');
