"""Everything an auditor asks for of one project, in one file with an index and a script that checks it."""
