"""The village board: one sheet of paper a project, to hang where everybody passes."""
