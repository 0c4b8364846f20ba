"""Export the observations with what their codes mean: as Parquet, XLSX, SQLite or SDMX-CSV."""
