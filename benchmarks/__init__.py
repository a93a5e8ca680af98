"""How fast the same work is done here and elsewhere: `python -m benchmarks` prints one line a comparison."""
