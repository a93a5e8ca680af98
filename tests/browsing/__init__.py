"""What holds on every page, whoever opens it: it is there, sound, readable by everybody, and changes nothing."""
