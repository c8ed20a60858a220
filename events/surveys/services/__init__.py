"""What changes surveys and answers."""
