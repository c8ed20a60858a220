"""Letters of introductions that reached nobody, at the coordinator's desk."""
