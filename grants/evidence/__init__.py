"""Evidence: photos and PDF files that show a thing happened, small and without what they need not say."""
