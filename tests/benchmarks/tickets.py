"""500 tickets to PDF, one file each.

.venv/bin/python -m tests.benchmarks.tickets --number 500
"""

from tests.benchmarks.papers import main

if __name__ == "__main__":
    main("tickets")
