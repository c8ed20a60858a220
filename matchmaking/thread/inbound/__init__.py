"""Mail that comes in: read, cut to what was written, and posted once."""
