"""What families gave and funds matched, month by month and added up."""
