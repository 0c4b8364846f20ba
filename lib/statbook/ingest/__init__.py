"""Import third-party tables (CSV, XLSX, ODS, Parquet, DataFrames) into data/."""
