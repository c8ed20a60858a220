"""Meeting days: companies and experts at tables, slot by slot."""
