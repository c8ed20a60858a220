"""What in a text tells of a person, a company or a secret: where it begins and ends."""
