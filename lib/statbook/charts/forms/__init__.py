"""The forms of charts: data in, a ChartSpec out. A chapter finds them all in `statbook.charts`."""
