"""The life of a project: what may follow what, what each step needs, and what is due."""
