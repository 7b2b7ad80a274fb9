-- Tables beside the catalogue of procedures: who carries them out, and those that only records know.
CREATE TABLE IF NOT EXISTS ref.registered_procedure (procedure_code VARCHAR, name VARCHAR, sector_code VARCHAR, first_seen_run VARCHAR);
COMMENT ON TABLE ref.registered_procedure IS 'TTHC có trong hồ sơ mà danh mục không có / Each row is a procedure met in records that the catalogue does not know';
COMMENT ON COLUMN ref.registered_procedure.procedure_code IS 'Mã TTHC / Procedure code';
COMMENT ON COLUMN ref.registered_procedure.name IS 'Tên như hồ sơ ghi / Name as the records write it; NULL when none';
COMMENT ON COLUMN ref.registered_procedure.sector_code IS 'Mã lĩnh vực như hồ sơ ghi / Sector code as the records write it; NULL when none';
COMMENT ON COLUMN ref.registered_procedure.first_seen_run IS 'Lần chạy đầu tiên thấy / Run that first met it';
CREATE TABLE IF NOT EXISTS ref.procedure_unit (procedure_code VARCHAR, unit_code VARCHAR);
COMMENT ON TABLE ref.procedure_unit IS 'Đơn vị thực hiện TTHC; không có dòng nào là mọi đơn vị của cấp / Each row is a unit that carries out a procedure; no row means every unit of its level';
COMMENT ON COLUMN ref.procedure_unit.procedure_code IS 'Mã TTHC / Procedure code';
COMMENT ON COLUMN ref.procedure_unit.unit_code IS 'Đơn vị thực hiện / Unit that carries it out';
