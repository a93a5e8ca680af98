"""Forms of the registry: filters of its lists."""
