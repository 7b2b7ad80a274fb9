-- A small city in which every indicator has something to count, on both bases; drawn by number, so always the same.
CREATE OR REPLACE TEMP MACRO drawn(i, salt, n) AS (CAST(i AS BIGINT) * 7919 + CAST(salt AS BIGINT) * 15485863 + (CAST(i AS BIGINT) * i + salt) % 10007 * 31) % n;
CREATE OR REPLACE TEMP MACRO one_of(i, salt, choices) AS choices[drawn(i, salt, len(choices)) + 1];
CREATE OR REPLACE TEMP MACRO day_of(i, salt) AS DATE '2025-11-20' + CAST(drawn(i, salt, 125) AS INTEGER);
CREATE OR REPLACE TEMP MACRO likely(i, salt, percent) AS drawn(i, salt, 100) < percent;
CREATE OR REPLACE TEMP MACRO some_unit(i, salt) AS one_of(i, salt, ['H13', 'H13.01', 'H13.01', 'H13.102', 'H13.103', 'H13.105', 'H13.105.9']);

INSERT INTO ref.unit (unit_code, name, kind, parent_code) VALUES ('H13.105.9', 'Tổ Chín', 'department', 'H13.105');
INSERT INTO ref.procedure (procedure_code, name, level, service_level, is_eligible_full, has_fee, gives_result, time_limit, time_unit,
    is_on_portal, has_electronic_process, published_on, effective_from, valid_from, made_public_on, has_full_content, is_deleted)
SELECT
    '1.' || i, 'Thủ tục ' || i, one_of(i, 1, ['province', 'commune']), one_of(i, 2, ['full', 'partial', 'information', NULL]),
    likely(i, 3, 60), likely(i, 4, 60), likely(i, 5, 80), CASE WHEN likely(i, 6, 50) THEN 1 + drawn(i, 7, 15) END,
    one_of(i, 8, ['hour', 'day', 'working_day']), likely(i, 9, 50), likely(i, 10, 50), day_of(i, 11) - 5,
    day_of(i, 11) + 3, day_of(i, 11) + 3, CASE WHEN likely(i, 12, 80) THEN day_of(i, 11) + CAST(drawn(i, 13, 12) AS INTEGER) END,
    likely(i, 14, 60), false
FROM range(40) AS r(i);
INSERT INTO ref.procedure_unit SELECT '1.' || i, some_unit(i, 15) FROM range(0, 40, 4) AS r(i);
INSERT INTO core.dossier (basis, source, dossier_code, national_code, procedure_code, channel, status, received_at, due_at,
    finished_at, fee_amount, paid_online, supplement_count, supplement_requested_at, supplement_seconds, has_electronic_result,
    result_signed, has_digitised_component, reuses_data, from_personal_store, uses_population_data, unit_code, is_deleted)
SELECT
    b.basis, 'exports', 'H13-' || (CASE WHEN b.basis = 'portal' AND likely(i, 30, 20) THEN i + 5000 ELSE i END),
    CASE WHEN likely(i, 31, 10) THEN 'H13-' || (i + 1) END, CASE WHEN likely(i, 32, 90) THEN '1.' || drawn(i, 33, 42) END,
    one_of(i, 34, ['online', 'direct', 'postal', NULL]), one_of(i, 35, [4, 4, 9, 10, 10, 5, 6, 1, 3]),
    day_of(i, 36) + INTERVAL 8 HOUR, CASE WHEN likely(i, 37, 90) THEN day_of(i, 36) + CAST(drawn(i, 38, 20) AS INTEGER) + INTERVAL 17 HOUR END,
    CASE WHEN likely(i, 39, 70) THEN day_of(i, 36) + CAST(drawn(i, 40, 25) AS INTEGER) + INTERVAL 9 HOUR END,
    one_of(i, 41, [0, NULL, 20000, 150000]), one_of(i, 42, [0, 1, 2, 3, NULL]), one_of(i, 43, [0, 1, 2, NULL]),
    day_of(i, 36) + INTERVAL 30 HOUR, one_of(i, 44, [0, NULL, 90000]), likely(i, 45, 50), likely(i, 46, 50), likely(i, 47, 50),
    likely(i, 48, 30), likely(i, 49, 10), likely(i, 50, 30), some_unit(i, 51), likely(i, 52, 3)
FROM range(500) AS r(i)
CROSS JOIN (VALUES ('city'), ('portal')) AS b(basis)
WHERE b.basis = 'city' OR likely(i, 53, 80);
UPDATE core.dossier SET first_due_at = due_at;
INSERT INTO core.payment (basis, source, transaction_id, reference, dossier_code, amount, transacted_at, state, channel, is_deleted)
SELECT
    'city', 'exports', 'T' || i, CASE WHEN likely(i, 60, 60) THEN 'R' || (i // 2) END, 'H13-' || drawn(i // 2, 61, 500), 20000,
    day_of(i, 62) + INTERVAL 10 HOUR, one_of(i, 63, ['success', 'success', 'failed', 'pending', 'refunded', 'cancelled']),
    one_of(i, 64, ['portal', 'province', 'cash', NULL]), false
FROM range(300) AS r(i);
INSERT INTO core.dossier_step (basis, source, dossier_code, step_no, status, started_at, due_at, done_at, unit_code, officer_key, is_deleted)
SELECT
    b.basis, 'exports', 'H13-' || (i // 2), i % 2, one_of(i, 70, [4, 4, 5, 6, 9, NULL]), day_of(i, 71) + INTERVAL 8 HOUR,
    CASE WHEN likely(i, 72, 80) THEN day_of(i, 71) + CAST(drawn(i, 73, 10) AS INTEGER) + INTERVAL 8 HOUR END,
    CASE WHEN likely(i, 74, 70) THEN day_of(i, 71) + CAST(drawn(i, 75, 15) AS INTEGER) + INTERVAL 8 HOUR END,
    u.unit_code, CASE WHEN likely(i, 77, 90) THEN u.unit_code || ' ' || drawn(i, 78, 6) END, likely(i, 79, 3)
FROM range(400) AS r(i)
CROSS JOIN (VALUES ('city'), ('portal')) AS b(basis)
CROSS JOIN LATERAL (SELECT some_unit(i, 76) AS unit_code) AS u;
INSERT INTO core.document (basis, source, document_id, direction, is_secret, signed_on, issued_on, received_on, acknowledged_on,
    signed_by_person, signed_by_agency, sent_electronically, is_electronic, unit_code, is_deleted)
SELECT
    'city', 'exports', 'V' || i, one_of(i, 80, ['outgoing', 'incoming', 'case']), likely(i, 81, 10), day_of(i, 82),
    CASE WHEN likely(i, 83, 90) THEN day_of(i, 82) + CAST(drawn(i, 84, 4) AS INTEGER) END, day_of(i, 85),
    CASE WHEN likely(i, 86, 80) THEN day_of(i, 85) + CAST(drawn(i, 87, 2) AS INTEGER) END, likely(i, 88, 60), likely(i, 89, 60),
    likely(i, 90, 60), likely(i, 91, 60), some_unit(i, 92), likely(i, 93, 3)
FROM range(400) AS r(i);
INSERT INTO core.signature (basis, source, signature_id, provider, method, created_at, state, unit_code, signer_key, is_deleted)
SELECT
    'city', 'exports', 'S' || i, one_of(i, 100, ['VGCA', NULL]), one_of(i, 101, ['smart_ca', NULL]), day_of(i, 102) + INTERVAL 9 HOUR,
    one_of(i, 103, ['completed', 'completed', 'failed', 'pending', 'expired', 'cancelled']), u.unit_code,
    CASE WHEN likely(i, 104, 90) THEN u.unit_code || ' ' || drawn(i, 105, 9) END, likely(i, 106, 3)
FROM range(300) AS r(i)
CROSS JOIN LATERAL (SELECT some_unit(i, 107) AS unit_code) AS u;
INSERT INTO core.petition (basis, source, petition_id, dossier_code, kind, status, received_on, supplement_requested_on, answered_on,
    dislikes, unit_code, is_deleted)
SELECT
    'city', 'exports', 'P' || i, CASE WHEN likely(i, 110, 50) THEN 'H13-' || drawn(i, 111, 500) END,
    one_of(i, 112, ['regulation', 'behaviour', NULL]), one_of(i, 113, ['processing', 'answered', 'refused']), day_of(i, 114),
    CASE WHEN likely(i, 115, 20) THEN day_of(i, 114) + 3 END,
    CASE WHEN likely(i, 116, 70) THEN day_of(i, 114) + CAST(drawn(i, 117, 40) AS INTEGER) END, one_of(i, 118, [0, NULL, 1]),
    some_unit(i, 119), likely(i, 120, 3)
FROM range(150) AS r(i);
INSERT INTO core.apology (basis, source, dossier_code, sent_on, reappointed_on, is_deleted)
SELECT
    'city', 'exports', d.dossier_code, CASE WHEN likely(i, 130, 80) THEN CAST(d.due_at AS DATE) + CAST(drawn(i, 131, 5) AS INTEGER) - 3 END,
    CASE WHEN likely(i, 132, 60) THEN CAST(d.due_at AS DATE) + CAST(drawn(i, 133, 9) AS INTEGER) END, false
FROM range(160) AS r(i)
JOIN core.dossier AS d ON d.basis = 'city' AND d.dossier_code = 'H13-' || drawn(i, 134, 500)
WHERE d.due_at IS NOT NULL AND d.unit_code NOT IN ('H13.102', 'H13.103');
INSERT INTO core.unit_return (basis, source, version_no, indicator_id, numerator, denominator, period_kind, period_start, period_end, unit_code, is_deleted)
SELECT
    'city', 'exports', 1, n.indicator_id, CASE WHEN drawn(p.no * 50 + u.no, 140, 10) > 0 THEN drawn(p.no * 50 + u.no, 141, 8) END,
    8 + drawn(p.no * 50 + u.no, 142, 4), p.kind, p.first_day, p.last_day, u.unit_code, false
FROM (VALUES ('C07'), ('C07b'), ('C07c'), ('C20'), ('C25a'), ('C25b'), ('C25c'), ('D01'), ('D02'), ('D04'), ('Đ10')) AS n(indicator_id)
CROSS JOIN (VALUES (1, 'month', DATE '2026-02-01', DATE '2026-02-28'), (2, 'quarter', DATE '2026-01-01', DATE '2026-03-31'),
    (3, 'report_month', DATE '2026-01-15', DATE '2026-02-14')) AS p(no, kind, first_day, last_day)
CROSS JOIN (VALUES (1, 'H13.01'), (2, 'H13.102'), (3, 'H13.103'), (4, 'H13.105'), (5, 'H13.105.9')) AS u(no, unit_code)
WHERE NOT (p.no = 2 AND u.no = 1) AND NOT (p.no = 1 AND u.no = 4);
INSERT INTO core.unit_return_version (basis, source, version_no, indicator_id, period_kind, period_start, unit_code, source_file, source_row)
SELECT basis, source, version_no, indicator_id, period_kind, period_start, unit_code, 'ke-khai.xlsx', row_number() OVER (ORDER BY indicator_id, period_kind, unit_code)
FROM core.unit_return;
