"""What staff see of events in the Wagtail admin."""
