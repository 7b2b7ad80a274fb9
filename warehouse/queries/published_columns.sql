-- each row is a column of a published table, tables by name, columns in their order
-- Parameter: catalogue.
SELECT c.schema_name || '.' || c.table_name AS table_name, t.comment AS table_comment, c.column_name, c.data_type, c.comment AS column_comment
FROM duckdb_columns() AS c
JOIN duckdb_tables() AS t USING (database_name, schema_name, table_name)
WHERE c.database_name = $catalogue AND NOT t.temporary
ORDER BY c.schema_name, c.table_name, c.column_index
