"""The report as sheets of a workbook: which columns they have, how a cell is written, how a page looks."""
