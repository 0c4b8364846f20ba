"""Read CSV, XLSX and ODS files into grids of text cells."""
