"""The message thread of an introduction: on the page, by mail, with files."""
