"""Who gives: communities, household initiative groups, their projects and contributions."""
