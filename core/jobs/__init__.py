"""Big and slow things: asked for on a page, made in the background by `flask work`, kept for a week."""
