"""Around a posting: where a draft comes from, versions, duplicates, renewal, alerts, evidence."""
