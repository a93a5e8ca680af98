"""The figures of a report: frozen rows, each figure computed once, however often it is shown.

Money is an integer count of minor units, in fields that end in `_minor`: of the programme's currency,
unless a row names another. Quotients are decimals; a quotient by 0 is None.
"""
