"""What came of introductions: questions to both sides, answers, stories worth telling."""
