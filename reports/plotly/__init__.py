"""Plotly in the browser: the scripts that draw the charts, and what the pages with charts admit for them."""
