-- The tables of reference data that come from the project's own files; each table's comment says what a row is.
CREATE SCHEMA IF NOT EXISTS ref;

CREATE OR REPLACE TABLE ref.unit (
    unit_code VARCHAR, gso_code VARCHAR, name VARCHAR, kind VARCHAR, parent_code VARCHAR, sort_order BIGINT,
    valid_from DATE, valid_to DATE, successor_code VARCHAR, name_key VARCHAR, registered_from VARCHAR, source VARCHAR);
COMMENT ON TABLE ref.unit IS 'Mỗi dòng là một đơn vị tiếp nhận, giải quyết hồ sơ / Each row is a unit that receives or handles dossiers';
COMMENT ON COLUMN ref.unit.unit_code IS 'Mã định danh cơ quan, viết hoa không dấu cách; là khóa. Quận, huyện, xã cũ (mã không công bố): mã tỉnh, TK, mã thống kê / Agency code, upper case without blanks; the key. Old districts and communes, whose agency codes are not public: province, TK and statistical code';
COMMENT ON COLUMN ref.unit.gso_code IS 'Mã thống kê của đơn vị cấp xã duy nhất mang tên này vào ngày còn hiệu lực cuối cùng, không sau ngày chốt số liệu; trống: không có hoặc có nhiều / Statistical code of the commune that alone bears the unit''s name on its last valid day up to as-of; NULL: none or several';
COMMENT ON COLUMN ref.unit.name IS 'Tên đơn vị / Name';
COMMENT ON COLUMN ref.unit.kind IS 'Loại: province tỉnh, thành phố; department sở, ban, ngành; district quận, huyện; commune xã, phường / province, department (sở, ban, ngành), district, commune (xã, phường)';
COMMENT ON COLUMN ref.unit.parent_code IS 'Mã đơn vị cấp trên; trống ở cấp cao nhất / Code of the unit above; NULL at the top';
COMMENT ON COLUMN ref.unit.sort_order IS 'Thứ tự trong danh mục; trống với đơn vị ghi tạm từ hồ sơ / Order in the catalogue; NULL for registered units';
COMMENT ON COLUMN ref.unit.valid_from IS 'Ngày đầu tiên có hiệu lực; trống: từ trước đến nay / First day of validity; NULL: always';
COMMENT ON COLUMN ref.unit.valid_to IS 'Ngày đầu tiên không còn hiệu lực; trống: còn hiệu lực / First day no longer valid; NULL: still valid';
COMMENT ON COLUMN ref.unit.successor_code IS 'Mã đơn vị kế thừa trọn vẹn; trống: không có, hoặc bị chia tách / Code of the unit into which it was merged whole; NULL: none, or it was split';
COMMENT ON COLUMN ref.unit.name_key IS 'Tên để so sánh: không phân biệt hoa thường, vị trí dấu thanh, chữ UBND đứng đầu / Name for comparison: without case, place of tone marks, leading UBND';
COMMENT ON COLUMN ref.unit.registered_from IS 'Bộ dữ liệu có bản ghi đã ghi tạm đơn vị ngoài danh mục; trống: có trong danh mục / Dataset whose record registered a unit that the catalogue does not know; NULL: from the catalogue';
COMMENT ON COLUMN ref.unit.source IS 'Nguồn của dòng này / Where the row comes from';

CREATE OR REPLACE TABLE ref.commune (
    gso_code VARCHAR, name VARCHAR, kind VARCHAR, district_code VARCHAR, district VARCHAR, province_code VARCHAR,
    province VARCHAR, valid_from DATE, valid_to DATE, name_key VARCHAR, source VARCHAR);
COMMENT ON TABLE ref.commune IS 'Mỗi dòng là một đơn vị hành chính cấp xã trong thời gian có hiệu lực: (gso_code, valid_from); mã cũ được dùng lại cho tên khác / Each row is a commune for as long as it was valid: (gso_code, valid_from), codes are reused under other names';
COMMENT ON COLUMN ref.commune.gso_code IS 'Mã thống kê của Tổng cục Thống kê, năm chữ số / Statistical code of the General Statistics Office, five digits';
COMMENT ON COLUMN ref.commune.name IS 'Tên đầy đủ, kèm loại / Name with its kind';
COMMENT ON COLUMN ref.commune.kind IS 'Loại: ward phường, commune xã, township thị trấn / ward (phường), commune (xã), township (thị trấn)';
COMMENT ON COLUMN ref.commune.district_code IS 'Mã cấp huyện; trống từ 01/07/2025 / Code of the district; NULL from 1 July 2025';
COMMENT ON COLUMN ref.commune.district IS 'Cấp huyện; trống từ 01/07/2025 / District; NULL from 1 July 2025';
COMMENT ON COLUMN ref.commune.province_code IS 'Mã cấp tỉnh / Code of the province';
COMMENT ON COLUMN ref.commune.province IS 'Cấp tỉnh / Province';
COMMENT ON COLUMN ref.commune.valid_from IS 'Ngày đầu tiên có hiệu lực; trống: trước năm 2023, không rõ ngày / First day of validity; NULL: before 2023, day not known';
COMMENT ON COLUMN ref.commune.valid_to IS 'Ngày đầu tiên không còn hiệu lực; trống: còn hiệu lực / First day no longer valid; NULL: still valid';
COMMENT ON COLUMN ref.commune.name_key IS 'Tên để so sánh, như ref.unit.name_key / Name for comparison, as ref.unit.name_key';
COMMENT ON COLUMN ref.commune.source IS 'Nguồn của dòng này / Where the row comes from';

CREATE OR REPLACE TABLE ref.commune_merge (
    clause BIGINT, new_gso_code VARCHAR, new_name VARCHAR, share VARCHAR, old_gso_code VARCHAR, old_name VARCHAR,
    old_district VARCHAR, valid_from DATE, note VARCHAR, source VARCHAR);
COMMENT ON TABLE ref.commune_merge IS 'Mỗi dòng là một đơn vị cấp xã cũ nhập toàn bộ hoặc một phần vào một đơn vị mới ngày 01/07/2025 / Each row is an old commune that went, whole or in part, into a new one on 1 July 2025';
COMMENT ON COLUMN ref.commune_merge.clause IS 'Khoản của Điều 1 Nghị quyết 1668/NQ-UBTVQH15 / Clause of article 1 of resolution 1668/NQ-UBTVQH15';
COMMENT ON COLUMN ref.commune_merge.new_gso_code IS 'Mã thống kê của đơn vị mới / Statistical code of the new commune';
COMMENT ON COLUMN ref.commune_merge.new_name IS 'Tên đơn vị mới / Name of the new commune';
COMMENT ON COLUMN ref.commune_merge.share IS 'Phần nhập vào: FULL toàn bộ, PART một phần, REST phần còn lại, UNCHANGED giữ nguyên / FULL (whole), PART (a part), REST (the remaining part), UNCHANGED';
COMMENT ON COLUMN ref.commune_merge.old_gso_code IS 'Mã thống kê của đơn vị cũ / Statistical code of the old commune';
COMMENT ON COLUMN ref.commune_merge.old_name IS 'Tên đơn vị cũ / Name of the old commune';
COMMENT ON COLUMN ref.commune_merge.old_district IS 'Cấp huyện của đơn vị cũ / District of the old commune';
COMMENT ON COLUMN ref.commune_merge.valid_from IS 'Ngày đơn vị mới hoạt động / Day the new commune began';
COMMENT ON COLUMN ref.commune_merge.note IS 'Cách xác định khi nhiều huyện có đơn vị cùng tên / How a name that several districts have was told apart';
COMMENT ON COLUMN ref.commune_merge.source IS 'Căn cứ pháp lý / Legal source';

CREATE OR REPLACE TABLE ref.working_day (
    date DATE, is_working BOOLEAN, reason VARCHAR, source VARCHAR, ordinal BIGINT, is_provisional BOOLEAN);
COMMENT ON TABLE ref.working_day IS 'Mỗi dòng là một ngày, liên tục / Each row is a day, without gaps';
COMMENT ON COLUMN ref.working_day.date IS 'Ngày / Day';
COMMENT ON COLUMN ref.working_day.is_working IS 'Có phải ngày làm việc / Whether civil servants work on it';
COMMENT ON COLUMN ref.working_day.reason IS 'Vì sao nghỉ, hoặc vì sao làm bù ngày cuối tuần; trống với ngày làm việc thường / Why it is off, or why a weekend day is worked; NULL on an ordinary working day';
COMMENT ON COLUMN ref.working_day.source IS 'Nguồn của lý do / Where the reason comes from';
COMMENT ON COLUMN ref.working_day.ordinal IS 'Số ngày làm việc từ ngày đầu đến hết ngày này: số ngày làm việc trong (a, b] = ordinal của b − ordinal của a / Working days from the first day up to and including this one: working days in (a, b] = ordinal of b - ordinal of a';
COMMENT ON COLUMN ref.working_day.is_provisional IS 'Lịch tạm tính: chưa có lịch nghỉ chính thức của ngày này / Whether the official calendar of the day is not known yet';

CREATE OR REPLACE TABLE ref.indicator (
    indicator_id VARCHAR, clause VARCHAR, title_vi VARCHAR, title_en VARCHAR, unit_of_measure VARCHAR, basis VARCHAR,
    formula_vi VARCHAR, source VARCHAR, status VARCHAR, valid_from DATE, valid_to DATE, group_766 VARCHAR, max_points DOUBLE);
COMMENT ON TABLE ref.indicator IS 'Mỗi dòng là một định nghĩa chỉ số / Each row is the definition of an indicator';
COMMENT ON COLUMN ref.indicator.indicator_id IS 'Mã chỉ số; D và Đ là hai chữ khác nhau / Id; D and Đ are different letters';
COMMENT ON COLUMN ref.indicator.clause IS 'Mục của kết luận ngày 24/02/2023: 1b, 1c, 1d, 1đ / Clauses of the conclusion of 24 February 2023: 1b, 1c, 1d, 1đ';
COMMENT ON COLUMN ref.indicator.title_vi IS 'Tên tiếng Việt / Title in Vietnamese';
COMMENT ON COLUMN ref.indicator.title_en IS 'Tên tiếng Anh / Title in English';
COMMENT ON COLUMN ref.indicator.unit_of_measure IS 'Đơn vị tính: % (giá trị là phân số 0–1), ngày, ngày làm việc, điểm / % (the value is a fraction 0-1), ngày, ngày làm việc, điểm';
COMMENT ON COLUMN ref.indicator.basis IS 'Cơ sở: city, portal, both cả hai, where steps cơ sở nào có các bước xử lý / city, portal, both, or where steps (each basis that has processing steps)';
COMMENT ON COLUMN ref.indicator.formula_vi IS 'Công thức bằng lời: tử số trên mẫu số / Formula in words: numerator over denominator';
COMMENT ON COLUMN ref.indicator.source IS 'Căn cứ pháp lý hoặc nguồn khác của định nghĩa / Legal or other source of the definition';
COMMENT ON COLUMN ref.indicator.status IS 'Mức kiểm chứng: V đọc trong văn bản hoặc số liệu, D suy ra, P thực hành của một tỉnh, R chưa kiểm chứng: không bao giờ nêu là quy định / V read in a text or in data, D derived, P practice of one province, R unverified: never shown as law';
COMMENT ON COLUMN ref.indicator.valid_from IS 'Ngày đầu tiên định nghĩa có hiệu lực; trống: không rõ / First day the definition is in force; NULL: not known';
COMMENT ON COLUMN ref.indicator.valid_to IS 'Ngày đầu tiên không còn hiệu lực; trống: còn hiệu lực / First day no longer in force; NULL: still in force';
COMMENT ON COLUMN ref.indicator.group_766 IS 'Nhóm của Bộ chỉ số 766: CKMB, TDGQ, CLGQ, TTTT, MDHL, MDSH / Group of the 766 set: CKMB, TDGQ, CLGQ, TTTT, MDHL, MDSH';
COMMENT ON COLUMN ref.indicator.max_points IS 'Điểm tối đa trong Bộ chỉ số 766 (các phần của CLGQ là giả định) / Most points in the 766 set (the parts of CLGQ are a hypothesis)';

CREATE OR REPLACE TABLE ref.target (
    indicator_id VARCHAR, comparator VARCHAR, value DOUBLE, document VARCHAR, valid_from DATE, by_date DATE,
    scope VARCHAR, scope_vi VARCHAR);
COMMENT ON TABLE ref.target IS 'Mỗi dòng là một mục tiêu đọc được trong toàn văn / Each row is a target of an indicator, read in full text';
COMMENT ON COLUMN ref.target.indicator_id IS 'Mã chỉ số, xem ref.indicator / Indicator of ref.indicator';
COMMENT ON COLUMN ref.target.comparator IS 'ge: ít nhất bằng mục tiêu / ge: the value is to be at least the target';
COMMENT ON COLUMN ref.target.value IS 'Mục tiêu, phân số; trống: nghĩa vụ không có con số / Target as a fraction; NULL: a duty without a figure';
COMMENT ON COLUMN ref.target.document IS 'Văn bản đặt mục tiêu / Document that sets it';
COMMENT ON COLUMN ref.target.valid_from IS 'Ngày văn bản, hoặc ngày cuối năm khi chỉ biết năm; trống: không rõ / Date of the document, the last day of its year where only the year is known; NULL: not known';
COMMENT ON COLUMN ref.target.by_date IS 'Hạn phải đạt; trống: ngay từ đầu / Day by which it is to be met; NULL: from the start';
COMMENT ON COLUMN ref.target.scope IS 'Phạm vi áp dụng, tiếng Anh / Whom it binds';
COMMENT ON COLUMN ref.target.scope_vi IS 'Phạm vi áp dụng, tiếng Việt / Whom it binds, in Vietnamese';

CREATE OR REPLACE TABLE ref.score_rule (
    indicator_id VARCHAR, group_code VARCHAR, max_points DOUBLE, full_at DOUBLE, score_when_none DOUBLE, standing VARCHAR,
    counted VARCHAR);
COMMENT ON TABLE ref.score_rule IS 'Mỗi dòng là cách tính điểm của một chỉ số trong Bộ chỉ số 766: max_points * min(1, value / full_at) / Each row is how one indicator earns points in the 766 set: max_points * min(1, value / full_at)';
COMMENT ON COLUMN ref.score_rule.indicator_id IS 'Mã chỉ số, xem ref.indicator / Indicator of ref.indicator';
COMMENT ON COLUMN ref.score_rule.group_code IS 'Nhóm: CKMB, TDGQ, CLGQ, TTTT, MDHL, MDSH / Group: CKMB, TDGQ, CLGQ, TTTT, MDHL, MDSH';
COMMENT ON COLUMN ref.score_rule.max_points IS 'Điểm tối đa / Most points';
COMMENT ON COLUMN ref.score_rule.full_at IS 'Giá trị được điểm tối đa / Value that earns all points';
COMMENT ON COLUMN ref.score_rule.score_when_none IS 'Điểm khi không có gì để đánh giá; trống: không có điểm / Points where there is nothing to judge; NULL: no score then';
COMMENT ON COLUMN ref.score_rule.standing IS 'Mức kiểm chứng: observed khớp điểm đã công bố (lệch không quá 0,015), inferred suy ra, hypothesis giả định (chỉ nêu là ước tính) / observed (reproduces published scores within 0.015), inferred, hypothesis (shown as an estimate)';
COMMENT ON COLUMN ref.score_rule.counted IS 'Tử số, mẫu số đếm gì: dossier hồ sơ, procedure TTHC, petition phản ánh kiến nghị, commune đơn vị cấp xã / What its numerator and denominator count: dossier, procedure, petition, commune';
