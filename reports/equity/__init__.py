"""Who got how much, beside whom: poorer and richer communities, groups led by women and men, large and small."""
