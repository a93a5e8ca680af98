"""As signed, as known today: what a sealed quarter said, what it would say by now, and what lies between.

By the contract nothing is booked in a closed quarter any more: what comes late counts in the next open one. *As
known today* puts every fact that is known now into the quarter to which it belongs:

- a contribution, receipt, payment, voucher, other funding, measurement or visit to the works belongs to its own
  day (`received_on`, `paid_on`, `spent_on`, `agreed_on`, `measured_on`, `on`), a change of a fact to the day from
  which it holds, and a match to the day on which it was decided (a late contribution is matched when it is
  verified: that is no fact of the earlier quarter);
- what restates a row belongs to that row: a reversal to the quarter of its contribution, and what a match
  released for it to the quarter of the grant that it lowers;
- a settlement, a refund and a credit note are acts of their own day;
- rates are those of today.

For each figure: as signed + what each line changes = as known today. A line of a row with the value v (signed:
at the rates of the sealed report, known: at those of today) that counted on one day and belongs to another changes
a figure by v known, if it belongs to the time of the figure, less v signed, if it counted there. Lines are made
from the rows of the books, the two sides are not: one is read from the sealed file, the other is what the figures
of a report say of rows that count on other days. So what the lines leave unexplained is found and shown.
"""
