-- Shared by both nights: macros to write rows briefly, the runs before, what was remembered before.
CREATE MACRO run_of(day) AS strftime(day, '%Y%m%dT013000-0001');

-- exports: five working days, 6 files of 570 rows each. igate: five working days, 3 files of 10 rows.
-- dvcqg: four working days and a Saturday, 1 file of 1000 rows.
INSERT INTO ops.run (run_id, as_of, status)
SELECT run_of(day), CAST(day AS DATE) - 1, 'published'
FROM (SELECT unnest([TIMESTAMP '2026-02-03', TIMESTAMP '2026-02-04', TIMESTAMP '2026-02-05', TIMESTAMP '2026-02-06',
    TIMESTAMP '2026-02-07', TIMESTAMP '2026-02-08']) AS day);
INSERT INTO ops.load (run_id, source, dataset, file, status, rows_read, rows_loaded, rows_unchanged, rows_quarantined)
SELECT r.run_id, s.source, 'dossier', 'old' || i, 'loaded', s.row_count, s.row_count, 0, 0
FROM ops.run AS r
JOIN (VALUES ('exports', 6, 570), ('igate', 3, 10), ('dvcqg', 1, 1000)) AS s (source, file_count, row_count) ON r.status = 'published'
JOIN range(6) AS t (i) ON i < s.file_count
WHERE CASE s.source WHEN 'dvcqg' THEN r.as_of <> DATE '2026-02-02' ELSE r.as_of <> DATE '2026-02-07' END;

-- A run that the gate held, on a working day: it remembered nothing.
INSERT INTO ops.run (run_id, as_of, status) VALUES ('20260210T013000-0001', DATE '2026-02-09', 'held');
INSERT INTO ops.load (run_id, source, dataset, file, status, sha256, rows_read, rows_loaded, rows_unchanged, rows_quarantined) VALUES
    ('20260210T013000-0001', 'dvcqg', 'dossier', 'held.csv', 'loaded', 'never remembered', 1000, 1000, 0, 0),
    ('20260207T013000-0001', 'rare', 'dossier', 'good.csv', 'loaded', 'remembered', 1, 1, 0, 0);

-- Remembered: 100 closed dossiers with an end and a fee; 100 open ones with a fee that this run replaces; and 100 older
-- versions of the open ones without a fee, long superseded.
INSERT INTO core.dossier_version (basis, source, dossier_code, status, fee_amount, finished_at, last_changed_run, valid_from, valid_to)
SELECT 'city', 'exports', 'C' || i, 10, 1000, TIMESTAMP '2026-01-09', 'before', TIMESTAMP '2026-01-10', NULL FROM range(100) AS t (i)
UNION ALL
SELECT 'city', 'exports', 'O' || i, 4, 1000, NULL, 'before', TIMESTAMP '2026-01-10', TIMESTAMP '2026-02-11' FROM range(100) AS t (i)
UNION ALL
SELECT 'city', 'exports', 'O' || i, 4, NULL, NULL, 'older', TIMESTAMP '2026-01-01', TIMESTAMP '2026-01-10' FROM range(100) AS t (i);

CREATE MACRO set_aside(file_name, heading, row_count) AS TABLE
SELECT
    '20260211T013000-0001' AS run_id, 'exports' AS source, 'dossier' AS dataset, file_name AS file, i AS row_number,
    'received_at' AS column_name, 'H13.1-260105-0001' AS business_key, 'unreadable' AS rule,
    'Cột “' || heading || '”: không đọc được giá trị; cần ngày dd/MM/yyyy. Sửa ô này trong tệp rồi nộp lại tệp.' AS reason,
    'error' AS severity, '{"Chủ hồ sơ": "Nguyễn Thị Thử"}' AS raw
FROM range(row_count) AS t (i);
