"""What a person does from the first page to the file in the hand."""
