"""What is read of certificates, materials and reports."""
