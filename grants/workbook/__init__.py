"""The programme workbook in and out: reading, checking, booking, exporting."""
