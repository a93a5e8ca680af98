"""Told in time: a short letter a day to whoever somebody or something waits for."""
