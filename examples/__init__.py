"""Two example programmes as workbooks, and in `making` the script that writes them."""
