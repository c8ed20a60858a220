"""What changes certificates, materials and reports."""
