"""500 certificates to PDF, one file each.

.venv/bin/python -m tests.benchmarks.certificates --number 500
"""

from tests.benchmarks.papers import main

if __name__ == "__main__":
    main("certificates")
