"""Read CSV, XLSX, ODS and Parquet files and DataFrames into grids of text cells."""
