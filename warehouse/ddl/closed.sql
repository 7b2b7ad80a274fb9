-- What was signed: periods closed by people, with the figures and the dossiers behind them as they stood then. Never rewritten.
CREATE TABLE IF NOT EXISTS core.closed_period (
    closing_id VARCHAR, period_kind VARCHAR, period_start DATE, period_end DATE, unit_code VARCHAR, version_no BIGINT,
    closed_at TIMESTAMP, run_id VARCHAR, as_of DATE, sha256 VARCHAR);
COMMENT ON TABLE core.closed_period IS 'Kỳ đã chốt; ai chốt, vì sao nằm trong kho riêng / Each row is a closing (chốt kỳ) of a period for a unit with all below it; who closed it and why stays in the private warehouse';
COMMENT ON COLUMN core.closed_period.closing_id IS 'Lần chốt / Closing';
COMMENT ON COLUMN core.closed_period.period_kind IS 'Loại kỳ / Kind of period';
COMMENT ON COLUMN core.closed_period.period_start IS 'Ngày đầu kỳ / First day of the period';
COMMENT ON COLUMN core.closed_period.period_end IS 'Ngày cuối kỳ / Last day of the period';
COMMENT ON COLUMN core.closed_period.unit_code IS 'Đơn vị chốt, gồm cả đơn vị trực thuộc / Unit, its descendants included';
COMMENT ON COLUMN core.closed_period.version_no IS 'Lần chốt thứ mấy của kỳ và đơn vị; các lần trước vẫn giữ / Number of this closing of the period and unit; earlier ones stay';
COMMENT ON COLUMN core.closed_period.closed_at IS 'Thời điểm chốt / Time of the closing, local time';
COMMENT ON COLUMN core.closed_period.run_id IS 'Lần chạy có số liệu được chốt / Run whose published figures were signed';
COMMENT ON COLUMN core.closed_period.as_of IS 'Ngày chốt số liệu của lần chạy đó / As-of of that run';
COMMENT ON COLUMN core.closed_period.sha256 IS 'SHA-256 của tệp số liệu đã chốt / SHA-256 of the file of signed figures';

CREATE TABLE IF NOT EXISTS core.closed_figure (
    closing_id VARCHAR, basis VARCHAR, unit_code VARCHAR, sector_code VARCHAR, measure VARCHAR,
    numerator DOUBLE, denominator DOUBLE, value DOUBLE);
COMMENT ON TABLE core.closed_figure IS 'Số liệu đã chốt / Each row is a signed figure: a column of form II.06a or an indicator of one unit';
COMMENT ON COLUMN core.closed_figure.closing_id IS 'Lần chốt / Closing, see core.closed_period';
COMMENT ON COLUMN core.closed_figure.basis IS 'Cơ sở / Basis: city or portal';
COMMENT ON COLUMN core.closed_figure.unit_code IS 'Đơn vị, gồm cả đơn vị trực thuộc / Unit, its descendants included';
COMMENT ON COLUMN core.closed_figure.sector_code IS 'Lĩnh vực của dòng biểu; trống là mọi lĩnh vực / Sector of the form''s row; NULL all sectors';
COMMENT ON COLUMN core.closed_figure.measure IS 'Cột của biểu II.06a hoặc mã chỉ số / Column of form II.06a or id of the indicator';
COMMENT ON COLUMN core.closed_figure.numerator IS 'Tử số của chỉ số / Numerator of an indicator; NULL for columns of the form';
COMMENT ON COLUMN core.closed_figure.denominator IS 'Mẫu số của chỉ số / Denominator of an indicator; NULL for columns of the form';
COMMENT ON COLUMN core.closed_figure.value IS 'Giá trị đã chốt / Signed value';

CREATE TABLE IF NOT EXISTS core.closed_dossier (
    closing_id VARCHAR, dossier_code VARCHAR, unit_code VARCHAR, sector_code VARCHAR, procedure_code VARCHAR,
    received_on DATE, due_on DATE, finished_on DATE, is_online BOOLEAN, is_received BOOLEAN, standing VARCHAR);
COMMENT ON TABLE core.closed_dossier IS 'Hồ sơ đứng sau số liệu đã chốt (biểu II.06a) / Each row is a dossier behind a signed form II.06a, as it stood then (basis city)';
COMMENT ON COLUMN core.closed_dossier.closing_id IS 'Lần chốt / Closing, see core.closed_period';
COMMENT ON COLUMN core.closed_dossier.dossier_code IS 'Mã hồ sơ / Dossier code';
COMMENT ON COLUMN core.closed_dossier.unit_code IS 'Đơn vị giải quyết / Resolving unit';
COMMENT ON COLUMN core.closed_dossier.sector_code IS 'Lĩnh vực; ? không rõ / Sector; ? unknown';
COMMENT ON COLUMN core.closed_dossier.procedure_code IS 'Mã TTHC / Procedure code; NULL when the record has none';
COMMENT ON COLUMN core.closed_dossier.received_on IS 'Ngày tiếp nhận / Day of the receipt';
COMMENT ON COLUMN core.closed_dossier.due_on IS 'Ngày hẹn trả / Due day; NULL when none';
COMMENT ON COLUMN core.closed_dossier.finished_on IS 'Ngày kết thúc trong kỳ / Day of the finish; NULL when open at the end of the period';
COMMENT ON COLUMN core.closed_dossier.is_online IS 'Nộp trực tuyến / Whether submitted online';
COMMENT ON COLUMN core.closed_dossier.is_received IS 'Tiếp nhận trong kỳ (không phải kỳ trước chuyển qua) / Received in the period, else carried over';
COMMENT ON COLUMN core.closed_dossier.standing IS 'Kết quả: early, on_time, late, open_in_term, open_waiting, open_overdue / What became of it by the end of the period';
