-- The tables of reference data that come from the project's own files; each table's comment says what a row is.
CREATE SCHEMA IF NOT EXISTS ref;

CREATE OR REPLACE TABLE ref.unit (
    unit_code VARCHAR, gso_code VARCHAR, name VARCHAR, kind VARCHAR, parent_code VARCHAR, sort_order BIGINT,
    valid_from DATE, valid_to DATE, successor_code VARCHAR, name_key VARCHAR, registered_from VARCHAR, source VARCHAR);
COMMENT ON TABLE ref.unit IS 'Each row is a unit that receives or handles dossiers / Mỗi dòng là một đơn vị tiếp nhận, giải quyết hồ sơ';
COMMENT ON COLUMN ref.unit.unit_code IS 'Agency code, upper case without blanks; the key. Old districts and communes, whose agency codes are not public: province, TK and statistical code / Mã định danh cơ quan; huyện, xã trước 01/07/2025: mã tỉnh, TK, mã thống kê';
COMMENT ON COLUMN ref.unit.gso_code IS 'Statistical code of the commune that alone bears the unit''s name on its last valid day up to as-of; NULL: none or several / Mã thống kê của đơn vị cấp xã cùng tên';
COMMENT ON COLUMN ref.unit.name IS 'Name / Tên đơn vị';
COMMENT ON COLUMN ref.unit.kind IS 'province, department (sở, ban, ngành), district, commune (xã, phường) / Loại đơn vị';
COMMENT ON COLUMN ref.unit.parent_code IS 'Code of the unit above; NULL at the top / Mã đơn vị cấp trên';
COMMENT ON COLUMN ref.unit.sort_order IS 'Order in the catalogue; NULL for registered units / Thứ tự trong danh mục';
COMMENT ON COLUMN ref.unit.valid_from IS 'First day of validity; NULL: always / Ngày đầu tiên có hiệu lực';
COMMENT ON COLUMN ref.unit.valid_to IS 'First day no longer valid; NULL: still valid / Ngày đầu tiên không còn hiệu lực';
COMMENT ON COLUMN ref.unit.successor_code IS 'Code of the unit into which it was merged whole; NULL: none, or it was split / Mã đơn vị kế thừa trọn vẹn; trống: không có, hoặc bị chia tách';
COMMENT ON COLUMN ref.unit.name_key IS 'Name for comparison: without case, place of tone marks, leading UBND / Tên để so sánh';
COMMENT ON COLUMN ref.unit.registered_from IS 'Dataset whose record registered a unit that the catalogue does not know; NULL: from the catalogue / Tập dữ liệu đã ghi nhận đơn vị ngoài danh mục';
COMMENT ON COLUMN ref.unit.source IS 'Where the row comes from / Nguồn';

CREATE OR REPLACE TABLE ref.commune (
    gso_code VARCHAR, name VARCHAR, kind VARCHAR, district_code VARCHAR, district VARCHAR, province_code VARCHAR,
    province VARCHAR, valid_from DATE, valid_to DATE, name_key VARCHAR, source VARCHAR);
COMMENT ON TABLE ref.commune IS 'Each row is a commune for as long as it was valid: (gso_code, valid_from), codes are reused under other names / Mỗi dòng là một đơn vị hành chính cấp xã trong thời gian có hiệu lực';
COMMENT ON COLUMN ref.commune.gso_code IS 'Statistical code of the General Statistics Office, five digits / Mã thống kê';
COMMENT ON COLUMN ref.commune.name IS 'Name with its kind / Tên đầy đủ';
COMMENT ON COLUMN ref.commune.kind IS 'ward (phường), commune (xã), township (thị trấn) / Loại';
COMMENT ON COLUMN ref.commune.district_code IS 'Code of the district; NULL from 1 July 2025 / Mã cấp huyện';
COMMENT ON COLUMN ref.commune.district IS 'District; NULL from 1 July 2025 / Cấp huyện';
COMMENT ON COLUMN ref.commune.province_code IS 'Code of the province / Mã cấp tỉnh';
COMMENT ON COLUMN ref.commune.province IS 'Province / Cấp tỉnh';
COMMENT ON COLUMN ref.commune.valid_from IS 'First day of validity; NULL: before 2023, day not known / Ngày đầu tiên có hiệu lực';
COMMENT ON COLUMN ref.commune.valid_to IS 'First day no longer valid; NULL: still valid / Ngày đầu tiên không còn hiệu lực';
COMMENT ON COLUMN ref.commune.name_key IS 'Name for comparison, as ref.unit.name_key / Tên để so sánh';
COMMENT ON COLUMN ref.commune.source IS 'Where the row comes from / Nguồn';

CREATE OR REPLACE TABLE ref.commune_merge (
    clause BIGINT, new_gso_code VARCHAR, new_name VARCHAR, share VARCHAR, old_gso_code VARCHAR, old_name VARCHAR,
    old_district VARCHAR, valid_from DATE, note VARCHAR, source VARCHAR);
COMMENT ON TABLE ref.commune_merge IS 'Each row is an old commune that went, whole or in part, into a new one on 1 July 2025 / Mỗi dòng là một đơn vị cũ nhập vào một đơn vị mới';
COMMENT ON COLUMN ref.commune_merge.clause IS 'Clause of article 1 of resolution 1668/NQ-UBTVQH15 / Khoản của Điều 1';
COMMENT ON COLUMN ref.commune_merge.new_gso_code IS 'Statistical code of the new commune / Mã thống kê mới';
COMMENT ON COLUMN ref.commune_merge.new_name IS 'Name of the new commune / Tên mới';
COMMENT ON COLUMN ref.commune_merge.share IS 'FULL (whole), PART (a part), REST (the remaining part), UNCHANGED / Phần nhập vào';
COMMENT ON COLUMN ref.commune_merge.old_gso_code IS 'Statistical code of the old commune / Mã thống kê cũ';
COMMENT ON COLUMN ref.commune_merge.old_name IS 'Name of the old commune / Tên cũ';
COMMENT ON COLUMN ref.commune_merge.old_district IS 'District of the old commune / Cấp huyện cũ';
COMMENT ON COLUMN ref.commune_merge.valid_from IS 'Day the new commune began / Ngày đơn vị mới hoạt động';
COMMENT ON COLUMN ref.commune_merge.note IS 'How a name that several districts have was told apart / Cách xác định khi trùng tên';
COMMENT ON COLUMN ref.commune_merge.source IS 'Legal source / Căn cứ';

CREATE OR REPLACE TABLE ref.working_day (
    date DATE, is_working BOOLEAN, reason VARCHAR, source VARCHAR, ordinal BIGINT, is_provisional BOOLEAN);
COMMENT ON TABLE ref.working_day IS 'Each row is a day, without gaps / Mỗi dòng là một ngày, liên tục';
COMMENT ON COLUMN ref.working_day.date IS 'Day / Ngày';
COMMENT ON COLUMN ref.working_day.is_working IS 'Whether civil servants work on it / Có phải ngày làm việc';
COMMENT ON COLUMN ref.working_day.reason IS 'Why it is off, or why a weekend day is worked; NULL on an ordinary working day / Lý do';
COMMENT ON COLUMN ref.working_day.source IS 'Where the reason comes from / Nguồn';
COMMENT ON COLUMN ref.working_day.ordinal IS 'Working days from the first day up to and including this one: working days in (a, b] = ordinal of b - ordinal of a / Số thứ tự ngày làm việc';
COMMENT ON COLUMN ref.working_day.is_provisional IS 'Whether the official calendar of the day is not known yet / Lịch tạm tính';

CREATE OR REPLACE TABLE ref.indicator (
    indicator_id VARCHAR, clause VARCHAR, title_vi VARCHAR, title_en VARCHAR, unit_of_measure VARCHAR, basis VARCHAR,
    formula_vi VARCHAR, source VARCHAR, status VARCHAR, valid_from DATE, valid_to DATE, group_766 VARCHAR, max_points DOUBLE);
COMMENT ON TABLE ref.indicator IS 'Each row is the definition of an indicator / Mỗi dòng là một định nghĩa chỉ số';
COMMENT ON COLUMN ref.indicator.indicator_id IS 'Id; D and Đ are different letters / Mã chỉ số; D và Đ là hai chữ khác nhau';
COMMENT ON COLUMN ref.indicator.clause IS 'Clauses of the conclusion of 24 February 2023: 1b, 1c, 1d, 1đ / Mục của kết luận 24/02/2023';
COMMENT ON COLUMN ref.indicator.title_vi IS 'Title in Vietnamese / Tên tiếng Việt';
COMMENT ON COLUMN ref.indicator.title_en IS 'Title in English / Tên tiếng Anh';
COMMENT ON COLUMN ref.indicator.unit_of_measure IS '% (the value is a fraction 0-1), ngày, ngày làm việc, điểm / Đơn vị tính';
COMMENT ON COLUMN ref.indicator.basis IS 'city, portal, both, or where steps (each basis that has processing steps) / Nguồn hồ sơ';
COMMENT ON COLUMN ref.indicator.formula_vi IS 'Numerator / denominator in words / Công thức bằng lời';
COMMENT ON COLUMN ref.indicator.source IS 'Legal or other source of the definition / Căn cứ';
COMMENT ON COLUMN ref.indicator.status IS 'V read in a text or in data, D derived, P practice of one province, R unverified: never shown as law / Mức kiểm chứng';
COMMENT ON COLUMN ref.indicator.valid_from IS 'First day the definition is in force; NULL: not known / Ngày đầu tiên có hiệu lực';
COMMENT ON COLUMN ref.indicator.valid_to IS 'First day no longer in force; NULL: still in force / Ngày đầu tiên không còn hiệu lực';
COMMENT ON COLUMN ref.indicator.group_766 IS 'Group of the 766 set: CKMB, TDGQ, CLGQ, TTTT, MDHL, MDSH / Nhóm của Bộ chỉ số 766';
COMMENT ON COLUMN ref.indicator.max_points IS 'Most points in the 766 set (the parts of CLGQ are a hypothesis) / Điểm tối đa';

CREATE OR REPLACE TABLE ref.target (
    indicator_id VARCHAR, comparator VARCHAR, value DOUBLE, document VARCHAR, valid_from DATE, by_date DATE,
    scope VARCHAR, scope_vi VARCHAR);
COMMENT ON TABLE ref.target IS 'Each row is a target of an indicator, read in full text / Mỗi dòng là một mục tiêu đọc được trong toàn văn';
COMMENT ON COLUMN ref.target.indicator_id IS 'Indicator of ref.indicator / Mã chỉ số';
COMMENT ON COLUMN ref.target.comparator IS 'ge: the value is to be at least the target / ge: ít nhất bằng mục tiêu';
COMMENT ON COLUMN ref.target.value IS 'Target as a fraction; NULL: a duty without a figure / Mục tiêu, phân số; trống: nghĩa vụ không có con số';
COMMENT ON COLUMN ref.target.document IS 'Document that sets it / Văn bản';
COMMENT ON COLUMN ref.target.valid_from IS 'Date of the document, the last day of its year where only the year is known; NULL: not known / Ngày văn bản';
COMMENT ON COLUMN ref.target.by_date IS 'Day by which it is to be met; NULL: from the start / Hạn phải đạt';
COMMENT ON COLUMN ref.target.scope IS 'Whom it binds / Phạm vi (tiếng Anh)';
COMMENT ON COLUMN ref.target.scope_vi IS 'Whom it binds, in Vietnamese / Phạm vi';

CREATE OR REPLACE TABLE ref.score_rule (
    indicator_id VARCHAR, group_code VARCHAR, max_points DOUBLE, full_at DOUBLE, score_when_none DOUBLE, standing VARCHAR,
    counted VARCHAR);
COMMENT ON TABLE ref.score_rule IS 'Each row is how one indicator earns points in the 766 set: max_points * min(1, value / full_at) / Mỗi dòng là cách tính điểm của một chỉ số trong Bộ chỉ số 766';
COMMENT ON COLUMN ref.score_rule.indicator_id IS 'Indicator of ref.indicator / Mã chỉ số';
COMMENT ON COLUMN ref.score_rule.group_code IS 'Group: CKMB, TDGQ, CLGQ, TTTT, MDHL, MDSH / Nhóm';
COMMENT ON COLUMN ref.score_rule.max_points IS 'Most points / Điểm tối đa';
COMMENT ON COLUMN ref.score_rule.full_at IS 'Value that earns all points / Giá trị đạt điểm tối đa';
COMMENT ON COLUMN ref.score_rule.score_when_none IS 'Points where there is nothing to judge; NULL: no score then / Điểm khi không phát sinh';
COMMENT ON COLUMN ref.score_rule.standing IS 'observed (reproduces published scores within 0.015), inferred, hypothesis (shown as an estimate) / Mức kiểm chứng';
COMMENT ON COLUMN ref.score_rule.counted IS 'What its numerator and denominator count: dossier, procedure, petition, commune / Đếm gì';
