"""The catalogue of indicators: what can be counted of a work, by sector, and what each count means."""
