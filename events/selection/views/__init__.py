"""Pages of this part: for the public, and for staff in the Wagtail admin."""
