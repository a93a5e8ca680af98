"""The sheet `control`, by which a workbook proves itself: figures, and formulas that find them again."""
