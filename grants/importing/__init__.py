"""A workbook into the books: what it says is checked, numbered, written, and booked in one transaction."""
