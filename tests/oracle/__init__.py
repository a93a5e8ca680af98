"""An independent, slow reference of the matching contract, and random programmes to try it on."""
