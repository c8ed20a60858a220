"""Forms of certificates, materials and reports."""
