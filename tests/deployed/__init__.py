"""The application as a server runs it: several workers behind a proxy."""
