"""Pages of certificates, materials and reports."""
