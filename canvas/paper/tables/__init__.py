"""Paper forms typed into a table: CSV or XLSX, one person a row."""
