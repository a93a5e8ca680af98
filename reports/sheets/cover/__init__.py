"""The first sheet, a page on paper: what the report says, of what, how far the books had come, how to check it."""
