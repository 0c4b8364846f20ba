"""What forms share: layers, rows, points, places of words, and series by month."""
