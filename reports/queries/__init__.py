"""What a report reads: columns in bulk, as tuples. No object a row, and no query a row.

Amounts are minor units of the currency beside them. Rows come in no order, unless it is said: who needs one
sorts.
"""
