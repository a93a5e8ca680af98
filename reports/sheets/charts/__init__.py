"""Native charts of the workbook, below the measures of `summary`, each drawn from cells of another sheet."""
