"""What the package says, in both languages: the folder is one test, whose files load the package once."""
