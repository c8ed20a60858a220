"""The self-check: versioned questions, a score, what to mend first, results a company keeps."""
