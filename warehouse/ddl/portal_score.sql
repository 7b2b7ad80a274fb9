-- Every published figure of the 766 set, by fetch; empty where no source reads the portal's public reporting.
CREATE TABLE IF NOT EXISTS core.portal_score (
    source VARCHAR, fetched_at TIMESTAMP, sha256 VARCHAR, period_kind VARCHAR, period_start DATE, period_end DATE,
    unit_code VARCHAR, endpoint VARCHAR, group_code VARCHAR, metric VARCHAR, numerator BIGINT, denominator BIGINT,
    ratio DOUBLE, score DOUBLE, max_score DOUBLE, note VARCHAR);
COMMENT ON TABLE core.portal_score IS 'Mỗi dòng là một số liệu Cổng DVCQG công bố, theo lần lấy / Each row is one figure the national portal published, by fetch';
COMMENT ON COLUMN core.portal_score.source IS 'Nguồn trong motcua.toml / Source of motcua.toml';
COMMENT ON COLUMN core.portal_score.fetched_at IS 'Lúc lấy, giờ địa phương / When it was fetched, local time';
COMMENT ON COLUMN core.portal_score.sha256 IS 'SHA-256 của câu trả lời gốc / SHA-256 of the raw answer';
COMMENT ON COLUMN core.portal_score.period_kind IS 'month, quarter, year / Loại kỳ';
COMMENT ON COLUMN core.portal_score.period_start IS 'Ngày đầu kỳ / First day of the period';
COMMENT ON COLUMN core.portal_score.period_end IS 'Ngày cuối kỳ / Last day of the period';
COMMENT ON COLUMN core.portal_score.unit_code IS 'Đơn vị / Unit, the portal''s code of it';
COMMENT ON COLUMN core.portal_score.endpoint IS 'Tên bảng của Cổng, như dvc-progress-tree / Table of the portal';
COMMENT ON COLUMN core.portal_score.group_code IS 'Nhóm: CKMB, TDGQ, CLGQ, TTTT, MDHL, MDSH; TOTAL là toàn bộ / Group; TOTAL is the whole set';
COMMENT ON COLUMN core.portal_score.metric IS 'Mã số liệu như Cổng ghi; TOTAL là điểm của nhóm / Code of the figure as published; TOTAL is the score of the group';
COMMENT ON COLUMN core.portal_score.numerator IS 'Tử số, hoặc một số đếm đứng riêng / Numerator, or a count that stands alone; NULL where none was published';
COMMENT ON COLUMN core.portal_score.denominator IS 'Mẫu số / Denominator; NULL where none was published';
COMMENT ON COLUMN core.portal_score.ratio IS 'Tỷ lệ như công bố, phần trăm / Ratio as published, in percent';
COMMENT ON COLUMN core.portal_score.score IS 'Điểm như công bố / Score as published; NULL is not 0';
COMMENT ON COLUMN core.portal_score.max_score IS 'Điểm tối đa / Most points possible';
COMMENT ON COLUMN core.portal_score.note IS 'Ghi chú của Cổng về chất lượng dữ liệu / The portal''s own remark on the quality of the figure';
