"""Who answers: funds, rules, matches, disbursements, expenditures."""
