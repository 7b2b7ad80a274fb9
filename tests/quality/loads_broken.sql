-- Everything just does not hold.
INSERT INTO ops.load (run_id, source, dataset, file, status, message, rows_read, rows_loaded, rows_unchanged, rows_quarantined, unknown_headings) VALUES
    ('20260211T013000-0001', 'exports', 'dossier', 'a.csv', 'loaded', NULL, 500, 449, 0, 51, NULL),
    ('20260211T013000-0001', 'exports', 'dossier', 'b.csv', 'loaded', NULL, 700, 639, 0, 60, NULL), -- one row is lost
    ('20260211T013000-0001', 'exports', 'dossier', 'c.csv', 'loaded', NULL, 100, 96, 0, 4, NULL), -- 3 stand in ops.quarantine
    ('20260211T013000-0001', 'exports', 'dossier', 'd.csv', 'loaded', NULL, 409, 409, 0, 0, 'Cột lạ; Ghi chú'),
    ('20260211T013000-0001', 'exports', NULL, 'e.xlsx', 'rejected', 'Không thấy cột “Trạng thái”.', 0, 0, 0, 0, NULL),
    ('20260211T013000-0001', 'igate', 'dossier', 'f.json', 'loaded', NULL, 30, 30, 0, 0, NULL);
INSERT INTO ops.load (run_id, source, file, status, sha256, rows_read, rows_loaded, rows_unchanged, rows_quarantined)
VALUES ('20260211T013000-0001', 'dvcqg', 'held.csv', 'known', 'never remembered', 0, 0, 0, 0);
INSERT INTO ops.quarantine BY NAME SELECT * FROM set_aside('a.csv', 'Ngày nhận', 11);
INSERT INTO ops.quarantine BY NAME
SELECT * REPLACE ('finished_at' AS column_name, 'Cột “Ngày trả”: không đọc được giá trị; cần ngày.' AS reason, row_number + 100 AS row_number)
FROM set_aside('a.csv', '', 40);
INSERT INTO ops.quarantine BY NAME SELECT * FROM set_aside('b.csv', 'Ngày nhận', 60);
INSERT INTO ops.quarantine BY NAME SELECT * FROM set_aside('c.csv', 'Ngày nhận', 3);
INSERT INTO ops.quarantine BY NAME SELECT * FROM set_aside('ghost.csv', 'Ngày nhận', 1);

-- 21 of 100 open dossiers without a fee
INSERT INTO core.dossier_version (basis, source, dossier_code, status, fee_amount, last_changed_run, valid_from)
SELECT 'city', 'exports', 'O' || i, 4, CASE WHEN i >= 21 THEN 1000 END, '20260211T013000-0001', TIMESTAMP '2026-02-11'
FROM range(100) AS t (i);

INSERT INTO core.dossier (basis, source, dossier_code, status, channel, received_at, due_at, unit_code, last_changed_run) VALUES
    ('city', 'exports', 'H13.1-260105-0001', 10, 'online', TIMESTAMP '2026-01-05', NULL, 'H13.1', 'before'), -- again
    ('city', 'exports', 'H13.1-260105-0101', NULL, NULL, TIMESTAMP '2026-01-05', NULL, 'H13.1', 'before'),
    ('city', 'exports', 'H13.1-260105-0102', 4, NULL, NULL, NULL, 'H13.1', 'before'), -- in process, never received
    ('city', 'exports', 'H13.1-260105-0103', 11, 'fax', TIMESTAMP '2026-01-05', NULL, 'H13.1', 'before'),
    ('city', 'exports', 'H13.1-260105-0104', 4, NULL, TIMESTAMP '2026-01-05', TIMESTAMP '2026-01-04', 'H13.1', 'before'),
    ('city', 'exports', 'LA/17', 4, NULL, TIMESTAMP '2026-01-05', NULL, 'H13.1', '20260211T013000-0001');
