-- What the runs did. Kept from publication to publication.
CREATE TABLE IF NOT EXISTS ops.run (
    run_id VARCHAR, as_of DATE, started_at TIMESTAMP, finished_at TIMESTAMP, status VARCHAR, message VARCHAR,
    rows_read BIGINT, rows_loaded BIGINT, rows_unchanged BIGINT, rows_quarantined BIGINT, inputs VARCHAR, version VARCHAR);
COMMENT ON TABLE ops.run IS 'Each row is a run of the night / Mỗi dòng là một lần chạy';
COMMENT ON COLUMN ops.run.run_id IS 'Run, its start in local time and a random part';
COMMENT ON COLUMN ops.run.as_of IS 'The last day counted';
COMMENT ON COLUMN ops.run.started_at IS 'Start, local time';
COMMENT ON COLUMN ops.run.finished_at IS 'End of building, local time; NULL while it runs';
COMMENT ON COLUMN ops.run.status IS 'published, kept (as-of earlier than the published one), held (a gate), failed, running';
COMMENT ON COLUMN ops.run.message IS 'Why it was held or failed, for people';
COMMENT ON COLUMN ops.run.rows_read IS 'Rows read from new files';
COMMENT ON COLUMN ops.run.rows_loaded IS 'Rows that opened a version';
COMMENT ON COLUMN ops.run.rows_unchanged IS 'Rows that told nothing new';
COMMENT ON COLUMN ops.run.rows_quarantined IS 'Rows set aside';
COMMENT ON COLUMN ops.run.inputs IS 'SHA-256 over everything the figures depend on: files known, settings, version';
COMMENT ON COLUMN ops.run.version IS 'Version of motcua';

CREATE TABLE IF NOT EXISTS ops.load (
    run_id VARCHAR, source VARCHAR, dataset VARCHAR, file VARCHAR, sha256 VARCHAR, status VARCHAR, message VARCHAR,
    rows_read BIGINT, rows_loaded BIGINT, rows_unchanged BIGINT, rows_quarantined BIGINT, modified_at TIMESTAMP, unknown_headings VARCHAR);
COMMENT ON TABLE ops.load IS 'Each row is a file met by a run; rows_read = rows_loaded + rows_unchanged + rows_quarantined';
COMMENT ON COLUMN ops.load.run_id IS 'Run that met the file';
COMMENT ON COLUMN ops.load.source IS 'Source of motcua.toml';
COMMENT ON COLUMN ops.load.dataset IS 'Dataset found from the headings; NULL when rejected before that';
COMMENT ON COLUMN ops.load.file IS 'Path inside the inbox';
COMMENT ON COLUMN ops.load.sha256 IS 'SHA-256 of the bytes; NULL when they could not be taken';
COMMENT ON COLUMN ops.load.status IS 'loaded, known (same bytes as before), rejected';
COMMENT ON COLUMN ops.load.message IS 'What was noticed and what to do, for people';
COMMENT ON COLUMN ops.load.rows_read IS 'Data rows read; letterhead, totals and signature rows are none';
COMMENT ON COLUMN ops.load.rows_loaded IS 'Rows that opened a version';
COMMENT ON COLUMN ops.load.rows_unchanged IS 'Rows that told nothing new';
COMMENT ON COLUMN ops.load.rows_quarantined IS 'Rows set aside, see ops.quarantine';
COMMENT ON COLUMN ops.load.modified_at IS 'Modification time of the file, local: the order in which files win';
COMMENT ON COLUMN ops.load.unknown_headings IS 'Headings that the contract does not know, separated by ; (NULL: none)';

CREATE TABLE IF NOT EXISTS ops.quarantine (
    run_id VARCHAR, source VARCHAR, dataset VARCHAR, file VARCHAR, row_number BIGINT, column_name VARCHAR, business_key VARCHAR,
    rule VARCHAR, reason VARCHAR, severity VARCHAR, raw VARCHAR, first_seen_run VARCHAR, resolved_run VARCHAR);
COMMENT ON TABLE ops.quarantine IS 'Each row is a row of a file that was set aside, with the first reason found';
COMMENT ON COLUMN ops.quarantine.run_id IS 'Run that set it aside';
COMMENT ON COLUMN ops.quarantine.source IS 'Source of motcua.toml';
COMMENT ON COLUMN ops.quarantine.dataset IS 'Dataset of the file';
COMMENT ON COLUMN ops.quarantine.file IS 'Path inside the inbox';
COMMENT ON COLUMN ops.quarantine.row_number IS 'Row in the file as a spreadsheet counts, from 1';
COMMENT ON COLUMN ops.quarantine.column_name IS 'Column at fault; NULL when the whole row is';
COMMENT ON COLUMN ops.quarantine.business_key IS 'Key of the record where it has the shape of one';
COMMENT ON COLUMN ops.quarantine.rule IS 'unreadable, missing, row_too_long, undecodable, or the id of a contract rule';
COMMENT ON COLUMN ops.quarantine.reason IS 'What is wrong, what was expected, what to do (Vietnamese)';
COMMENT ON COLUMN ops.quarantine.severity IS 'error: the row is not counted';
COMMENT ON COLUMN ops.quarantine.raw IS 'JSON of the cells of columns that the contract marks not personal; NULL when cells are out of place';
COMMENT ON COLUMN ops.quarantine.first_seen_run IS 'Run in which this row was first set aside';
COMMENT ON COLUMN ops.quarantine.resolved_run IS 'Run in which a later row with the same key was loaded; NULL while open';

CREATE TABLE IF NOT EXISTS ops.check_result (
    run_id VARCHAR, check_id VARCHAR, dataset VARCHAR, severity VARCHAR, passed BOOLEAN, observed VARCHAR, expected VARCHAR, message VARCHAR);
COMMENT ON TABLE ops.check_result IS 'Each row is the answer of one batch check in one run';
COMMENT ON COLUMN ops.check_result.run_id IS 'Run';
COMMENT ON COLUMN ops.check_result.check_id IS 'Check, stable from run to run';
COMMENT ON COLUMN ops.check_result.dataset IS 'Dataset or table that was checked';
COMMENT ON COLUMN ops.check_result.severity IS 'critical holds the publication, warning is shown';
COMMENT ON COLUMN ops.check_result.passed IS 'Whether it held';
COMMENT ON COLUMN ops.check_result.observed IS 'What was seen';
COMMENT ON COLUMN ops.check_result.expected IS 'What was expected';
COMMENT ON COLUMN ops.check_result.message IS 'The same for people (Vietnamese)';

CREATE TABLE IF NOT EXISTS ops.freshness (
    run_id VARCHAR, source VARCHAR, dataset VARCHAR, last_file_at TIMESTAMP, newest_record_on DATE, working_days_old BIGINT, status VARCHAR, message VARCHAR);
COMMENT ON TABLE ops.freshness IS 'Each row is how fresh one dataset of one source was in one run';
COMMENT ON COLUMN ops.freshness.run_id IS 'Run';
COMMENT ON COLUMN ops.freshness.source IS 'Source of motcua.toml';
COMMENT ON COLUMN ops.freshness.dataset IS 'Dataset';
COMMENT ON COLUMN ops.freshness.last_file_at IS 'Modification time of the newest file that was loaded; NULL when none ever was';
COMMENT ON COLUMN ops.freshness.newest_record_on IS 'Newest day that its records tell of, not after as-of';
COMMENT ON COLUMN ops.freshness.working_days_old IS 'Working days between that day and as-of';
COMMENT ON COLUMN ops.freshness.status IS 'fresh, stale, never';
COMMENT ON COLUMN ops.freshness.message IS 'The same for people (Vietnamese)';

CREATE TABLE IF NOT EXISTS ops.precedence (place BIGINT, source VARCHAR);
COMMENT ON TABLE ops.precedence IS 'Each row is a source of the setting precedence: of several that describe a record the first gives it, the next fill its empty columns';
COMMENT ON COLUMN ops.precedence.place IS 'Place, from 1; sources not named come after, by name';
COMMENT ON COLUMN ops.precedence.source IS 'Source of motcua.toml';

CREATE TABLE IF NOT EXISTS ops.watermark (
    source VARCHAR, dataset VARCHAR, watermark TIMESTAMP, pull_id VARCHAR, compared_at TIMESTAMP, run_id VARCHAR, moved_at TIMESTAMP);
COMMENT ON TABLE ops.watermark IS 'Each row is how far one dataset of a source that is asked has been read; official with this publication';
COMMENT ON COLUMN ops.watermark.source IS 'Source of motcua.toml';
COMMENT ON COLUMN ops.watermark.dataset IS 'Dataset';
COMMENT ON COLUMN ops.watermark.watermark IS 'Greatest update time that the source gave, local time; the next pull asks from some days before it';
COMMENT ON COLUMN ops.watermark.pull_id IS 'Pull that got there, as named in the landing';
COMMENT ON COLUMN ops.watermark.compared_at IS 'When a full compare was last accepted, local time; NULL: never';
COMMENT ON COLUMN ops.watermark.run_id IS 'Run that loaded what the pull landed';
COMMENT ON COLUMN ops.watermark.moved_at IS 'Start of that run, local time';

CREATE TABLE IF NOT EXISTS ops.looked_up (source VARCHAR, dossier_code VARCHAR, looked_up_at TIMESTAMP);
COMMENT ON TABLE ops.looked_up IS 'Each row is a dossier of the city that a source was asked about by its code; a source that does not know it gives no row';
COMMENT ON COLUMN ops.looked_up.source IS 'Source of motcua.toml';
COMMENT ON COLUMN ops.looked_up.dossier_code IS 'Dossier code of the city''s own record';
COMMENT ON COLUMN ops.looked_up.looked_up_at IS 'When it was last asked about, local time';

CREATE TABLE IF NOT EXISTS ops.publication (run_id VARCHAR, as_of DATE, schema_version VARCHAR, built_at TIMESTAMP);
COMMENT ON TABLE ops.publication IS 'One row: what this file is';
COMMENT ON COLUMN ops.publication.run_id IS 'Run that built the file';
COMMENT ON COLUMN ops.publication.as_of IS 'The last day counted';
COMMENT ON COLUMN ops.publication.schema_version IS 'Version of the published tables, see README';
COMMENT ON COLUMN ops.publication.built_at IS 'When it was built, local time';
