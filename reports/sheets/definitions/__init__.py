"""What each column of a report means, in which unit it is, and how it is computed: the sheet `definitions`."""
