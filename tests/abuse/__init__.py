"""What awkward people and machines send: a clear answer, nothing stored, never a failure."""
