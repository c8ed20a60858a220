"""What decisions about proposals teach: relevance, capacity and taxonomy, each by itself."""
