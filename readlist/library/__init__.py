"""What a user can do with a reading list, one module a use case. Nothing here prints."""
