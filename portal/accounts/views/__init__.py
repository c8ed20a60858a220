"""What people see and send about themselves and their organization."""
