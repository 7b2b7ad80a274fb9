-- What the runs did. Kept from publication to publication.
CREATE TABLE IF NOT EXISTS ops.run (
    run_id VARCHAR, as_of DATE, started_at TIMESTAMP, finished_at TIMESTAMP, status VARCHAR, message VARCHAR,
    rows_read BIGINT, rows_loaded BIGINT, rows_unchanged BIGINT, rows_quarantined BIGINT, inputs VARCHAR, version VARCHAR);
COMMENT ON TABLE ops.run IS 'Mỗi dòng là một lần chạy / Each row is a run of the night';
COMMENT ON COLUMN ops.run.run_id IS 'Lần chạy: thời điểm bắt đầu, giờ địa phương, và một phần ngẫu nhiên / Run, its start in local time and a random part';
COMMENT ON COLUMN ops.run.as_of IS 'Ngày chốt số liệu: ngày cuối cùng được tính / The last day counted';
COMMENT ON COLUMN ops.run.started_at IS 'Bắt đầu, giờ địa phương / Start, local time';
COMMENT ON COLUMN ops.run.finished_at IS 'Kết thúc phần dựng kho, giờ địa phương; trống khi đang chạy / End of building, local time; NULL while it runs';
COMMENT ON COLUMN ops.run.status IS 'published đã công bố, kept giữ lại (ngày chốt trước bản đã công bố), held bị giữ do kiểm tra không đạt, failed lỗi, running đang chạy / published, kept (as-of earlier than the published one), held (a gate), failed, running';
COMMENT ON COLUMN ops.run.message IS 'Vì sao bị giữ hoặc lỗi, bằng lời / Why it was held or failed, for people';
COMMENT ON COLUMN ops.run.rows_read IS 'Số dòng đọc từ tệp mới / Rows read from new files';
COMMENT ON COLUMN ops.run.rows_loaded IS 'Số dòng tạo phiên bản mới / Rows that opened a version';
COMMENT ON COLUMN ops.run.rows_unchanged IS 'Số dòng không có gì mới / Rows that told nothing new';
COMMENT ON COLUMN ops.run.rows_quarantined IS 'Số dòng để riêng / Rows set aside';
COMMENT ON COLUMN ops.run.inputs IS 'SHA-256 của mọi thứ quyết định số liệu: các tệp đã biết, cấu hình, phiên bản / SHA-256 over everything the figures depend on: files known, settings, version';
COMMENT ON COLUMN ops.run.version IS 'Phiên bản motcua / Version of motcua';

CREATE TABLE IF NOT EXISTS ops.load (
    run_id VARCHAR, source VARCHAR, dataset VARCHAR, file VARCHAR, sha256 VARCHAR, status VARCHAR, message VARCHAR,
    rows_read BIGINT, rows_loaded BIGINT, rows_unchanged BIGINT, rows_quarantined BIGINT, modified_at TIMESTAMP, unknown_headings VARCHAR);
COMMENT ON TABLE ops.load IS 'Mỗi dòng là một tệp mà một lần chạy gặp; số dòng đọc = nạp + không đổi + để riêng / Each row is a file met by a run; rows_read = rows_loaded + rows_unchanged + rows_quarantined';
COMMENT ON COLUMN ops.load.run_id IS 'Lần chạy gặp tệp / Run that met the file';
COMMENT ON COLUMN ops.load.source IS 'Nguồn trong motcua.toml / Source of motcua.toml';
COMMENT ON COLUMN ops.load.dataset IS 'Bộ dữ liệu, nhận ra từ tiêu đề; trống khi bị từ chối trước đó / Dataset found from the headings; NULL when rejected before that';
COMMENT ON COLUMN ops.load.file IS 'Đường dẫn trong thư mục nhận / Path inside the inbox';
COMMENT ON COLUMN ops.load.sha256 IS 'SHA-256 của nội dung tệp; trống khi không lấy được / SHA-256 of the bytes; NULL when they could not be taken';
COMMENT ON COLUMN ops.load.status IS 'loaded đã nạp, known đã biết (trùng nội dung), rejected bị từ chối / loaded, known (same bytes as before), rejected';
COMMENT ON COLUMN ops.load.message IS 'Điều cần biết và việc cần làm, bằng lời / What was noticed and what to do, for people';
COMMENT ON COLUMN ops.load.rows_read IS 'Số dòng dữ liệu đọc được; không kể dòng đầu trang, tổng cộng, ký tên / Data rows read; letterhead, totals and signature rows are none';
COMMENT ON COLUMN ops.load.rows_loaded IS 'Số dòng tạo phiên bản mới / Rows that opened a version';
COMMENT ON COLUMN ops.load.rows_unchanged IS 'Số dòng không có gì mới / Rows that told nothing new';
COMMENT ON COLUMN ops.load.rows_quarantined IS 'Số dòng để riêng, xem ops.quarantine / Rows set aside, see ops.quarantine';
COMMENT ON COLUMN ops.load.modified_at IS 'Thời điểm sửa tệp, giờ địa phương: thứ tự tệp nào được lấy / Modification time of the file, local: the order in which files win';
COMMENT ON COLUMN ops.load.unknown_headings IS 'Tiêu đề mà mô tả dữ liệu không biết, cách nhau bằng ; (trống: không có) / Headings that the contract does not know, separated by ; (NULL: none)';

CREATE TABLE IF NOT EXISTS ops.quarantine (
    run_id VARCHAR, source VARCHAR, dataset VARCHAR, file VARCHAR, row_number BIGINT, column_name VARCHAR, business_key VARCHAR,
    rule VARCHAR, reason VARCHAR, severity VARCHAR, raw VARCHAR, first_seen_run VARCHAR, resolved_run VARCHAR);
COMMENT ON TABLE ops.quarantine IS 'Mỗi dòng là một dòng của tệp bị để riêng, với lý do đầu tiên tìm thấy / Each row is a row of a file that was set aside, with the first reason found';
COMMENT ON COLUMN ops.quarantine.run_id IS 'Lần chạy để riêng dòng này / Run that set it aside';
COMMENT ON COLUMN ops.quarantine.source IS 'Nguồn trong motcua.toml / Source of motcua.toml';
COMMENT ON COLUMN ops.quarantine.dataset IS 'Bộ dữ liệu của tệp / Dataset of the file';
COMMENT ON COLUMN ops.quarantine.file IS 'Đường dẫn trong thư mục nhận / Path inside the inbox';
COMMENT ON COLUMN ops.quarantine.row_number IS 'Số dòng trong tệp như bảng tính đánh số, từ 1 / Row in the file as a spreadsheet counts, from 1';
COMMENT ON COLUMN ops.quarantine.column_name IS 'Cột có lỗi; trống khi lỗi cả dòng / Column at fault; NULL when the whole row is';
COMMENT ON COLUMN ops.quarantine.business_key IS 'Khóa của bản ghi, khi đúng dạng khóa / Key of the record where it has the shape of one';
COMMENT ON COLUMN ops.quarantine.rule IS 'unreadable không đọc được, missing thiếu, row_too_long thừa ô, undecodable sai bảng mã, hoặc mã quy tắc của mô tả dữ liệu / unreadable, missing, row_too_long, undecodable, or the id of a contract rule';
COMMENT ON COLUMN ops.quarantine.reason IS 'Sai ở đâu, cần gì, việc cần làm (tiếng Việt) / What is wrong, what was expected, what to do (Vietnamese)';
COMMENT ON COLUMN ops.quarantine.severity IS 'error: dòng không được tính / error: the row is not counted';
COMMENT ON COLUMN ops.quarantine.raw IS 'JSON các ô của cột không phải dữ liệu cá nhân; trống khi các ô bị lệch cột / JSON of the cells of columns that the contract marks not personal; NULL when cells are out of place';
COMMENT ON COLUMN ops.quarantine.first_seen_run IS 'Lần chạy đầu tiên để riêng dòng này / Run in which this row was first set aside';
COMMENT ON COLUMN ops.quarantine.resolved_run IS 'Lần chạy đã nạp một dòng sau cùng khóa; trống khi chưa khắc phục / Run in which a later row with the same key was loaded; NULL while open';

CREATE TABLE IF NOT EXISTS ops.check_result (
    run_id VARCHAR, check_id VARCHAR, dataset VARCHAR, severity VARCHAR, passed BOOLEAN, observed VARCHAR, expected VARCHAR, message VARCHAR);
COMMENT ON TABLE ops.check_result IS 'Mỗi dòng là kết quả một kiểm tra trong một lần chạy / Each row is the answer of one batch check in one run';
COMMENT ON COLUMN ops.check_result.run_id IS 'Lần chạy / Run';
COMMENT ON COLUMN ops.check_result.check_id IS 'Kiểm tra, tên không đổi giữa các lần chạy / Check, stable from run to run';
COMMENT ON COLUMN ops.check_result.dataset IS 'Bộ dữ liệu hoặc bảng được kiểm tra / Dataset or table that was checked';
COMMENT ON COLUMN ops.check_result.severity IS 'critical nghiêm trọng: giữ lại, chưa công bố; warning cảnh báo / critical holds the publication, warning is shown';
COMMENT ON COLUMN ops.check_result.passed IS 'Đạt hay không / Whether it held';
COMMENT ON COLUMN ops.check_result.observed IS 'Thấy gì / What was seen';
COMMENT ON COLUMN ops.check_result.expected IS 'Cần gì / What was expected';
COMMENT ON COLUMN ops.check_result.message IS 'Như trên, bằng lời (tiếng Việt) / The same for people (Vietnamese)';

CREATE TABLE IF NOT EXISTS ops.freshness (
    run_id VARCHAR, source VARCHAR, dataset VARCHAR, last_file_at TIMESTAMP, newest_record_on DATE, working_days_old BIGINT, status VARCHAR, message VARCHAR);
COMMENT ON TABLE ops.freshness IS 'Mỗi dòng là độ mới của một bộ dữ liệu của một nguồn trong một lần chạy / Each row is how fresh one dataset of one source was in one run';
COMMENT ON COLUMN ops.freshness.run_id IS 'Lần chạy / Run';
COMMENT ON COLUMN ops.freshness.source IS 'Nguồn trong motcua.toml / Source of motcua.toml';
COMMENT ON COLUMN ops.freshness.dataset IS 'Bộ dữ liệu / Dataset';
COMMENT ON COLUMN ops.freshness.last_file_at IS 'Thời điểm sửa của tệp mới nhất đã nạp, giờ địa phương; trống khi chưa từng có / Modification time of the newest file that was loaded; NULL when none ever was';
COMMENT ON COLUMN ops.freshness.newest_record_on IS 'Ngày mới nhất mà bản ghi nói đến, không sau ngày chốt số liệu / Newest day that its records tell of, not after as-of';
COMMENT ON COLUMN ops.freshness.working_days_old IS 'Số ngày làm việc từ ngày đó đến ngày chốt số liệu / Working days between that day and as-of';
COMMENT ON COLUMN ops.freshness.status IS 'fresh còn mới, stale đã cũ, never chưa từng có / fresh, stale, never';
COMMENT ON COLUMN ops.freshness.message IS 'Như trên, bằng lời (tiếng Việt) / The same for people (Vietnamese)';

CREATE TABLE IF NOT EXISTS ops.precedence (place BIGINT, source VARCHAR);
COMMENT ON TABLE ops.precedence IS 'Mỗi dòng là một nguồn trong khóa precedence: khi nhiều nguồn cùng mô tả một bản ghi, nguồn đứng đầu cho bản ghi, các nguồn sau điền ô trống / Each row is a source of the setting precedence: of several that describe a record the first gives it, the next fill its empty columns';
COMMENT ON COLUMN ops.precedence.place IS 'Thứ tự, từ 1; nguồn không có tên đứng sau, theo tên / Place, from 1; sources not named come after, by name';
COMMENT ON COLUMN ops.precedence.source IS 'Nguồn trong motcua.toml / Source of motcua.toml';

CREATE TABLE IF NOT EXISTS ops.watermark (
    source VARCHAR, dataset VARCHAR, watermark TIMESTAMP, pull_id VARCHAR, compared_at TIMESTAMP, run_id VARCHAR, moved_at TIMESTAMP);
COMMENT ON TABLE ops.watermark IS 'Mỗi dòng là mức đã đọc tới của một bộ dữ liệu của nguồn được hỏi; có hiệu lực cùng bản công bố này / Each row is how far one dataset of a source that is asked has been read; official with this publication';
COMMENT ON COLUMN ops.watermark.source IS 'Nguồn trong motcua.toml / Source of motcua.toml';
COMMENT ON COLUMN ops.watermark.dataset IS 'Bộ dữ liệu / Dataset';
COMMENT ON COLUMN ops.watermark.watermark IS 'Thời điểm cập nhật lớn nhất nguồn đã cho, giờ địa phương; lần hỏi sau bắt đầu trước đó vài ngày / Greatest update time that the source gave, local time; the next pull asks from some days before it';
COMMENT ON COLUMN ops.watermark.pull_id IS 'Lần hỏi đã đọc tới đó, theo tên trong thư mục landing / Pull that got there, as named in the landing';
COMMENT ON COLUMN ops.watermark.compared_at IS 'Lần đối chiếu toàn bộ gần nhất được chấp nhận, giờ địa phương; trống: chưa từng / When a full compare was last accepted, local time; NULL: never';
COMMENT ON COLUMN ops.watermark.run_id IS 'Lần chạy đã nạp những gì lần hỏi lấy về / Run that loaded what the pull landed';
COMMENT ON COLUMN ops.watermark.moved_at IS 'Bắt đầu của lần chạy đó, giờ địa phương / Start of that run, local time';

CREATE TABLE IF NOT EXISTS ops.looked_up (source VARCHAR, dossier_code VARCHAR, looked_up_at TIMESTAMP);
COMMENT ON TABLE ops.looked_up IS 'Mỗi dòng là một hồ sơ của thành phố mà một nguồn đã được hỏi theo mã; nguồn không biết hồ sơ thì không cho dòng nào / Each row is a dossier of the city that a source was asked about by its code; a source that does not know it gives no row';
COMMENT ON COLUMN ops.looked_up.source IS 'Nguồn trong motcua.toml / Source of motcua.toml';
COMMENT ON COLUMN ops.looked_up.dossier_code IS 'Mã hồ sơ trong số liệu của thành phố / Dossier code of the city''s own record';
COMMENT ON COLUMN ops.looked_up.looked_up_at IS 'Lần hỏi gần nhất, giờ địa phương / When it was last asked about, local time';

CREATE TABLE IF NOT EXISTS ops.publication (run_id VARCHAR, as_of DATE, schema_version VARCHAR, built_at TIMESTAMP);
COMMENT ON TABLE ops.publication IS 'Một dòng: tệp này là bản công bố nào / One row: what this file is';
COMMENT ON COLUMN ops.publication.run_id IS 'Lần chạy đã dựng tệp / Run that built the file';
COMMENT ON COLUMN ops.publication.as_of IS 'Ngày chốt số liệu: ngày cuối cùng được tính / The last day counted';
COMMENT ON COLUMN ops.publication.schema_version IS 'Phiên bản của các bảng công bố, xem README / Version of the published tables, see README';
COMMENT ON COLUMN ops.publication.built_at IS 'Thời điểm dựng, giờ địa phương / When it was built, local time';
