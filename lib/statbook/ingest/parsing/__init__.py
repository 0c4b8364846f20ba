"""Turn the cells of a table into rows of a theme: periods, units, members and numbers."""
