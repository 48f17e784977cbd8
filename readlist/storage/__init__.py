"""The library file: opened, migrated, queried, written, and everything undone again."""
