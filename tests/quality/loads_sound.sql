-- Everything just holds: 50 rows of 500 set aside, 51 of 510 (exactly 10 %), 60 of 700 (under 10 %).
INSERT INTO ops.load (run_id, source, dataset, file, status, sha256, rows_read, rows_loaded, rows_unchanged, rows_quarantined) VALUES
    ('20260211T013000-0001', 'exports', 'dossier', 'a.csv', 'loaded', 'a', 500, 400, 50, 50),
    ('20260211T013000-0001', 'exports', 'dossier', 'b.csv', 'loaded', 'twice tonight', 510, 459, 0, 51),
    ('20260211T013000-0001', 'exports', 'dossier', 'c.csv', 'loaded', 'c', 700, 640, 0, 60),
    ('20260211T013000-0001', 'exports', NULL, 'b copy.csv', 'known', 'twice tonight', 0, 0, 0, 0),
    ('20260211T013000-0001', 'exports', NULL, 'd.csv', 'known', 'remembered', 0, 0, 0, 0),
    -- four working days before tell too little of what is usual
    ('20260211T013000-0001', 'dvcqg', 'dossier', 'e.csv', 'loaded', 'e', 10, 10, 0, 0);
INSERT INTO ops.quarantine BY NAME SELECT * FROM set_aside('a.csv', 'Ngày nhận', 50);
INSERT INTO ops.quarantine BY NAME SELECT * FROM set_aside('b.csv', 'Ngày nhận', 51);
INSERT INTO ops.quarantine BY NAME SELECT * FROM set_aside('c.csv', 'Ngày nhận', 60);

-- 20 of 100 open dossiers without a fee: exactly 20 points above what was remembered of open ones. All without an end,
-- as open ones were; among all that was remembered half had one.
INSERT INTO core.dossier_version (basis, source, dossier_code, status, fee_amount, last_changed_run, valid_from)
SELECT 'city', 'exports', 'O' || i, 4, CASE WHEN i >= 20 THEN 1000 END, '20260211T013000-0001', TIMESTAMP '2026-02-11'
FROM range(100) AS t (i);

-- an unusual code, but not of this run; the same code in another basis; another source
INSERT INTO core.dossier (basis, source, dossier_code, status, received_at, due_at, unit_code, last_changed_run) VALUES
    ('city', 'exports', 'LA/17', 4, TIMESTAMP '2026-01-05', TIMESTAMP '2026-01-05', 'H13.1', 'before'),
    ('portal', 'exports', 'H13.1-260105-0001', 10, TIMESTAMP '2026-01-05', NULL, 'H13.1', 'before'),
    ('city', 'igate', 'H13.1-260105-0009', 1, NULL, NULL, 'H13.1', '20260211T013000-0001');
