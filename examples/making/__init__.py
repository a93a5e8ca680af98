"""How the example programmes are made: `python -m examples.making` writes the workbooks beside this folder."""
