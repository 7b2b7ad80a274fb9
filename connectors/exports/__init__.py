"""Files that people drop: CSV, Excel workbooks, and HTML tables that call themselves Excel."""
