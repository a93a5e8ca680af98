"""The donor's own workbook, filled from the report: placeholders and rows that repeat; its formats stay."""
