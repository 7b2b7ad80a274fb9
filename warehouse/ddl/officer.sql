-- The names behind the keys of officers and signers, in the private warehouse only: never in a publication.
CREATE TABLE IF NOT EXISTS officers.officer (
    officer_key VARCHAR, name VARCHAR, unit_code VARCHAR, first_seen_on DATE, last_seen_on DATE);
COMMENT ON TABLE officers.officer IS 'Mỗi dòng là một cán bộ hoặc người ký của một đơn vị, có mã trong các bản công bố / Each row is an officer or signer of a unit, whose key the publications carry';
COMMENT ON COLUMN officers.officer.officer_key IS 'Mã hóa có khóa của tên và đơn vị, như officer_key, signer_key trong bản công bố / Keyed hash of name and unit, as officer_key and signer_key of the publications';
COMMENT ON COLUMN officers.officer.name IS 'Tên như khi so sánh: chữ thường, một dấu cách / Name as compared: lower case, single spaces';
COMMENT ON COLUMN officers.officer.unit_code IS 'Đơn vị mà tên đó là một người / Unit within which the name is a person';
COMMENT ON COLUMN officers.officer.first_seen_on IS 'Ngày của tệp cũ nhất có tên người này / Day of the oldest file that named the person';
COMMENT ON COLUMN officers.officer.last_seen_on IS 'Ngày của tệp mới nhất có tên người này / Day of the newest file that named the person';
