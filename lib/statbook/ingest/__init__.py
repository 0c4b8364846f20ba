"""Import third-party CSV, XLSX and ODS tables into data/."""
