"""A whole programme as a workbook that imports into an empty database to the same state."""
