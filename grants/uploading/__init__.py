"""A workbook uploaded on the site: it enters as if typed, and some of it waits for a second person."""
