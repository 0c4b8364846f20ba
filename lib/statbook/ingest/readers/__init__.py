"""Read CSV and XLSX files into grids of text cells."""
