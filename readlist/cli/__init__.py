"""Thin commands: words in, one call of the library, lines out.

A command module is imported when its command is used, and imports what is heavy when it
runs, so that `readlist list` starts in a few hundredths of a second.
"""
