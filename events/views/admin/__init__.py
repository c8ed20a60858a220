"""Pages of the Wagtail admin that are no plain list or form."""
