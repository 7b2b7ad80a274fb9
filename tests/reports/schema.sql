-- The published tables that the page and the forms read, as far as they read them.
CREATE SCHEMA ref;
CREATE SCHEMA mart;
CREATE SCHEMA ops;
CREATE TABLE ref.unit (
    unit_code VARCHAR, gso_code VARCHAR, name VARCHAR, kind VARCHAR, parent_code VARCHAR, sort_order BIGINT,
    valid_from DATE, valid_to DATE, successor_code VARCHAR);
CREATE TABLE ref.sector (sector_code VARCHAR, name VARCHAR);
CREATE TABLE ref.procedure (procedure_code VARCHAR, name VARCHAR, sector_code VARCHAR, sector_name VARCHAR, level VARCHAR);
CREATE TABLE ref.indicator (
    indicator_id VARCHAR, clause VARCHAR, title_vi VARCHAR, title_en VARCHAR, formula_vi VARCHAR, source VARCHAR,
    status VARCHAR, valid_from DATE, valid_to DATE);
CREATE TABLE ref.target (
    indicator_id VARCHAR, comparator VARCHAR, value DOUBLE, document VARCHAR, valid_from DATE, by_date DATE, scope VARCHAR,
    scope_vi VARCHAR);
CREATE TABLE mart.form_06a_period (
    period_kind VARCHAR, period_start DATE, period_end DATE, basis VARCHAR, unit_code VARCHAR, sector_code VARCHAR,
    received_total BIGINT, received_online BIGINT, received_direct_postal BIGINT, carried_over BIGINT,
    resolved_total BIGINT, resolved_early BIGINT, resolved_on_time BIGINT, resolved_late BIGINT,
    resolved_no_due_date BIGINT, open_total BIGINT, open_in_term BIGINT, open_overdue BIGINT, open_waiting BIGINT);
CREATE TABLE mart.late_rate (
    period_start DATE, unit_code VARCHAR, resolved BIGINT, resolved_late BIGINT, open BIGINT, open_overdue BIGINT,
    late_rate DOUBLE, ci_low DOUBLE, ci_high DOUBLE, centre DOUBLE, lower_limit DOUBLE, upper_limit DOUBLE,
    signal VARCHAR, peer_lower DOUBLE, peer_upper DOUBLE);
CREATE TABLE ops.publication (run_id VARCHAR, as_of DATE, schema_version VARCHAR, built_at TIMESTAMP);
CREATE TABLE ops.load (
    run_id VARCHAR, source VARCHAR, dataset VARCHAR, file VARCHAR, sha256 VARCHAR, status VARCHAR, message VARCHAR,
    rows_read BIGINT, rows_loaded BIGINT, rows_unchanged BIGINT, rows_quarantined BIGINT);
CREATE TABLE ops.quarantine (
    run_id VARCHAR, source VARCHAR, dataset VARCHAR, file VARCHAR, row_number BIGINT, column_name VARCHAR,
    business_key VARCHAR, rule VARCHAR, reason VARCHAR, severity VARCHAR, raw VARCHAR, first_seen_run VARCHAR,
    resolved_run VARCHAR);
CREATE TABLE ops.check_result (
    run_id VARCHAR, check_id VARCHAR, dataset VARCHAR, severity VARCHAR, passed BOOLEAN, observed VARCHAR,
    expected VARCHAR, message VARCHAR);
CREATE TABLE ops.freshness (
    run_id VARCHAR, source VARCHAR, dataset VARCHAR, last_file_at TIMESTAMP, newest_record_on DATE,
    working_days_old BIGINT, status VARCHAR, message VARCHAR);
