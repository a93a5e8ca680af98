"""What a trial finds: in a sentence, as a picture, as a sheet, by a command."""
