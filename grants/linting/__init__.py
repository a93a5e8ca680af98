"""What is odd about the terms of a rule: facts in, warnings out. A warning never keeps anybody from anything."""
