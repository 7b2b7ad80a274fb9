-- A city of the real size, all invented: 17 departments and 103 communes, 60 sectors, a busy night.
INSERT INTO ref.unit BY POSITION
SELECT 'H13', NULL, 'Thành phố Cần Thơ', 'province', NULL, NULL, NULL, NULL, NULL
UNION ALL
SELECT printf('H13.%02d', i), NULL, 'Sở Phát triển và Quản lý lĩnh vực số ' || i, 'department', 'H13', i, NULL, NULL, NULL
FROM range(1, 18) AS departments(i)
UNION ALL
SELECT printf('H13.%d', 100 + i), NULL, CASE WHEN i % 3 = 0 THEN 'Phường Thuận Hòa Đông ' ELSE 'Xã Vĩnh Thạnh Trung ' END || i,
    'commune', 'H13', 100 + i, NULL, NULL, NULL
FROM range(1, 104) AS communes(i);
INSERT INTO ref.procedure
SELECT printf('1.%06d', i), 'Thủ tục số ' || i, printf('G%02d-LV', i),
    CASE WHEN i % 7 = 0 THEN 'Quản lý chất lượng công trình xây dựng, an toàn lao động và bảo vệ môi trường số ' ELSE 'Lĩnh vực số ' END || i, NULL
FROM range(1, 61) AS sectors(i);
INSERT INTO ref.indicator VALUES
    ('C02', '1b, 1c', 'Tỷ lệ hồ sơ đã giải quyết trễ hạn', 'Resolved dossiers that were late', 'giải quyết quá hạn / đã giải quyết, theo biểu II.06a của kỳ', 'Biểu II.06a', 'V', NULL, NULL),
    ('C03', '1b, 1c', 'Tỷ lệ hồ sơ đang giải quyết quá hạn', 'Open dossiers that are overdue', 'quá hạn / đang giải quyết, theo biểu II.06a của kỳ', 'Biểu II.06a', 'V', NULL, NULL);

CREATE TEMP TABLE own AS
SELECT period_end, unit_code, sector_code,
    hash(unit_code, sector_code, period_end, 1) % 90 AS online, hash(unit_code, sector_code, period_end, 2) % 30 AS direct,
    hash(unit_code, sector_code, period_end, 3) % 9 AS carried, hash(unit_code, sector_code, period_end, 4) % 4 AS late,
    hash(unit_code, sector_code, period_end, 5) % 7 AS in_term, hash(unit_code, sector_code, period_end, 6) % 3 AS overdue
FROM ref.unit, (SELECT DISTINCT sector_code FROM ref.procedure), (VALUES (DATE '2026-11-14'), (DATE '2026-12-14')) AS period(period_end)
WHERE parent_code = 'H13' AND hash(unit_code, sector_code) % 4 = 0;
CREATE TEMP TABLE balanced AS
SELECT *, online + direct + carried + late + in_term + overdue AS received, online + direct + carried AS in_time FROM own;
INSERT INTO mart.form_06a_period
SELECT 'report_month', CAST(period_end - INTERVAL 1 MONTH AS DATE) + 1, period_end, 'city', coalesce(unit_code, 'H13'), sector_code,
    sum(received), sum(online + late + in_term), sum(direct + overdue), sum(carried),
    sum(in_time + late), sum(online), sum(direct + carried), sum(late), sum(direct // 9),
    sum(in_term + overdue), sum(in_term), sum(overdue), sum(in_term // 5)
FROM balanced
GROUP BY GROUPING SETS ((period_end, unit_code, sector_code), (period_end, unit_code), (period_end, sector_code), (period_end));
INSERT INTO mart.late_rate (period_start, unit_code, resolved, resolved_late, open, open_overdue, late_rate, ci_low, ci_high)
SELECT DATE '2026-11-01', unit_code, n, k, open_total, open_overdue, k / n,
    (k / n + 1.9208 / n - 1.96 * sqrt(k / n * (1 - k / n) / n + 0.9604 / n / n)) / (1 + 3.8416 / n),
    (k / n + 1.9208 / n + 1.96 * sqrt(k / n * (1 - k / n) / n + 0.9604 / n / n)) / (1 + 3.8416 / n)
FROM (
    SELECT *, CASE WHEN hash(unit_code) % 9 = 0 AND unit_code <> 'H13' THEN 3 + hash(unit_code) % 25 ELSE resolved_total END AS n,
        CASE WHEN hash(unit_code) % 9 = 0 AND unit_code <> 'H13' THEN 1 ELSE resolved_late END AS k
    FROM mart.form_06a_period WHERE period_end = DATE '2026-11-14' AND sector_code IS NULL);
INSERT INTO ops.load
SELECT 'R1', 'exports', 'dossier', 'motcua/H13.' || (100 + i) || '/ho-so-2026-11-22.xlsx', 'x' || i,
    CASE WHEN i = 7 THEN 'rejected' WHEN i % 10 = 0 THEN 'known' ELSE 'loaded' END,
    CASE WHEN i = 7 THEN 'Không tìm thấy dòng tiêu đề nào của bộ dữ liệu đã biết trong 40 dòng đầu' END,
    CASE WHEN i = 7 OR i % 10 = 0 THEN 0 ELSE 20 + i % 50 END, CASE WHEN i = 7 OR i % 10 = 0 THEN 0 ELSE 18 + i % 50 END,
    0, CASE WHEN i = 7 OR i % 10 = 0 THEN 0 ELSE 2 END
FROM range(0, 103) AS files(i);
INSERT INTO ops.quarantine
SELECT 'R1', 'exports', 'dossier', 'motcua/H13.' || (100 + i) || '/ho-so-2026-11-22.xlsx', j, CASE j WHEN 1 THEN 'due_at' ELSE 'status' END,
    NULL, CASE j WHEN 1 THEN 'unreadable' ELSE 'unknown_word' END,
    CASE j WHEN 1 THEN 'Ngày hẹn trả không đọc được; cần dd/MM/yyyy hoặc dd/MM/yyyy HH:mm; sửa rồi nộp lại' ELSE 'Trạng thái lạ; cần một trong các trạng thái từ 1 đến 10' END,
    'error', NULL, CASE WHEN i % 2 = 0 THEN 'R1' ELSE 'R0' END, NULL
FROM range(0, 103) AS files(i), range(1, 3) AS rows(j) WHERE i <> 7 AND i % 10 <> 0;
INSERT INTO ops.check_result
SELECT 'R1', 'dossier_rule_' || i, 'dossier', CASE WHEN i % 2 = 0 THEN 'critical' ELSE 'warning' END, i % 11 <> 3, '' || i, '0',
    'Kiểm tra số ' || i || ' của bộ dữ liệu hồ sơ' FROM range(0, 60) AS checks(i);
INSERT INTO ops.freshness VALUES
    ('R1', 'exports', 'dossier', TIMESTAMP '2026-11-22 17:05:00', DATE '2026-11-22', 0, 'fresh', 'Bản ghi mới nhất ngày 22/11/2026'),
    ('R1', 'exports', 'procedure', TIMESTAMP '2026-09-01 08:00:00', DATE '2026-09-01', 56, 'stale', 'Danh mục TTHC đã 56 ngày làm việc chưa có tệp mới');
