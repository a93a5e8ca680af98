"""Entering rows by hand: a form is a row of the workbook, checked and booked by the same code."""
