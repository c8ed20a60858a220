"""Staged disclosure: what each side agreed to show, and what therefore is shown."""
