"""The reading list on screen: only the app and its screens know the library."""
