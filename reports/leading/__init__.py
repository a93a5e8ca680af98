"""One page leads a manager through the quarter: what is missing and who has it, then each step to the seal."""
