"""The promises that the books make, each tried many times; docs/reliability.md says how it went."""
