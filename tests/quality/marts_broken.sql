-- Each statement breaks what its line says, in the totals over all sectors.
CREATE MACRO is_row(form_unit, form_kind, first_day, unit, kind, start, sector) AS
    unit = form_unit AND kind = form_kind AND start = first_day AND sector IS NULL;
-- column 3 = 4 + 5 + 6
UPDATE mart.form_06a_period SET received_online = received_online + 1
WHERE is_row('H13.1', 'month', DATE '2026-01-01', unit_code, period_kind, period_start, sector_code);
-- column 3 = 7 + 11
UPDATE mart.form_06a_period SET received_total = received_total + 1, received_online = received_online + 1
WHERE is_row('H13.1', 'year', DATE '2026-01-01', unit_code, period_kind, period_start, sector_code);
-- column 7 = 8 + 9 + 10
UPDATE mart.form_06a_period SET resolved_early = resolved_early + 1
WHERE is_row('H13.1', 'quarter', DATE '2026-01-01', unit_code, period_kind, period_start, sector_code);
-- column 11 = 12 + 13, and column 6 = column 11 of the month before
UPDATE mart.form_06a_period SET open_in_term = open_in_term + 1, carried_over = carried_over - 1, received_online = received_online + 1
WHERE is_row('H13.2', 'month', DATE '2026-02-01', unit_code, period_kind, period_start, sector_code);
-- waiting ones are among those in term
UPDATE mart.form_06a_period SET open_waiting = open_in_term + 1
WHERE is_row('H13.2', 'quarter', DATE '2026-01-01', unit_code, period_kind, period_start, sector_code);
-- no negative figure
UPDATE mart.form_06a_period SET received_online = -1, received_direct_postal = received_direct_postal + received_online + 1
WHERE is_row('H13.2', 'year', DATE '2026-01-01', unit_code, period_kind, period_start, sector_code);
-- the city received one less in its quarter (and seems to have carried one more over)
UPDATE mart.form_06a_period SET received_direct_postal = received_direct_postal - 1, carried_over = carried_over + 1
WHERE is_row('H13', 'quarter', DATE '2026-01-01', unit_code, period_kind, period_start, sector_code);
-- the city's dossier finished late in its report month is told as open
UPDATE mart.form_06a_period SET resolved_late = 0, resolved_total = resolved_total - 1, open_total = open_total + 1, open_in_term = open_in_term + 1
WHERE is_row('H13', 'report_month', DATE '2026-01-15', unit_code, period_kind, period_start, sector_code);
-- the report years are not there at all
DELETE FROM mart.form_06a_period WHERE period_kind = 'report_year';
-- a dossier that nobody counts, of a unit that stands nowhere
INSERT INTO core.dossier (basis, source, dossier_code, status, received_at, unit_code, is_deleted)
VALUES ('city', 'exports', 'H99-260105-0001', 4, TIMESTAMP '2026-01-05', 'H99', false);
-- indicators that cannot be; a mean of days above 1 can
INSERT INTO mart.indicator_value (indicator_id, basis, unit_code, period_start, period_end, value, numerator, denominator) VALUES
    ('C01', 'city', 'H13', DATE '2026-01-01', DATE '2026-01-31', 1.01, 101, 100),
    ('C02', 'city', 'H13', DATE '2026-01-01', DATE '2026-01-31', 0.5, -1, -2),
    ('C03', 'city', 'H13', DATE '2026-01-01', DATE '2026-01-31', 0, 0, 0),
    ('C06', 'city', 'H13', DATE '2026-01-01', DATE '2026-01-31', 4.5, 9, 2);
-- the late list lost one that is open and tells one that was finished twice
DELETE FROM mart.late_dossier WHERE state = 'open_late';
INSERT INTO mart.late_dossier SELECT * FROM mart.late_dossier WHERE state = 'closed_late';

-- a table of the portal that contradicts itself in every way: 1 + 1 is not 3, 30 + 5 not 36; 2/3 cut to 66,66; 1/8 over 4; 1/5 of nothing
INSERT INTO core.portal_score (source, fetched_at, period_kind, period_start, period_end, unit_code, endpoint, group_code, metric, numerator, denominator, ratio, score)
SELECT 'reporting', TIMESTAMP '2026-02-05 06:00', 'month', DATE '2026-01-01', DATE '2026-01-31', 'H13', 'dvc-progress-tree', 'TDGQ', unnest.*
FROM (SELECT unnest([
    {metric: 'TOTAL', numerator: NULL::BIGINT, denominator: NULL::BIGINT, ratio: NULL::DOUBLE, score: 3.0::DOUBLE},
    {metric: 'cut', numerator: 2, denominator: 3, ratio: 66.66, score: 1},
    {metric: 'other', numerator: 1, denominator: 8, ratio: 25, score: 1},
    {metric: 'four', numerator: 1, denominator: 4, ratio: 25, score: NULL},
    {metric: 'nothing', numerator: 1, denominator: 5, ratio: 99, score: NULL},
    {metric: 'totalReceived', numerator: 36, denominator: NULL, ratio: NULL, score: NULL},
    {metric: 'totalOnTime', numerator: 30, denominator: NULL, ratio: NULL, score: NULL},
    {metric: 'totalOverdue', numerator: 5, denominator: NULL, ratio: NULL, score: NULL}
]) AS unnest);
-- the portal changed a score of January after its end
INSERT INTO mart.portal_restatement (source, endpoint, period_kind, period_start, period_end, unit_code, group_code, metric, score_before, score, fetched_before, fetched_at, detected_run)
VALUES ('reporting', 'dvc-progress-tree', 'month', DATE '2026-01-01', DATE '2026-01-31', 'H13', 'TDGQ', 'TOTAL', 16.7, 16.67,
    TIMESTAMP '2026-02-03 06:00', TIMESTAMP '2026-02-10 06:00', '20260211T013000-0001');
