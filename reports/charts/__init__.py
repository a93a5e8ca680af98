"""The pictures of the report: each states what it finds, draws it with Plotly, and has its numbers at hand."""
