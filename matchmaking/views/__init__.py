"""Pages people use: asking for help, offering it, meeting each other."""
