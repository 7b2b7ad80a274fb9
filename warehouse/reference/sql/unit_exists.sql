-- each row is the table ref.unit of the current database, if it is there
SELECT table_name
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'ref' AND table_name = 'unit';
