"""Repeats a lottery from its published file: python3 verify_lottery.py lottery.json

Needs Python 3 and nothing else; it talks to no server.
"""

import hashlib
import hmac
import json
import sys
from pathlib import Path


def sha256(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def repeat(file: dict) -> str:
    """Draw again; what is wrong, or nothing."""
    seed, left, reserve = file["seed"], file["places"], 0
    rules = json.dumps(file["rules"], sort_keys=True, separators=(",", ":"))
    if sha256(f"{seed}\n{rules}") != file["commitment"]:
        return "Seed or rules are not those that were committed to."
    entries = sorted((one["number"], one["weight"], one["places"]) for one in file["entries"])
    whole = sha256("".join(f"{number} {weight} {size}\n" for number, weight, size in entries))

    def best_lot(entry: tuple) -> tuple:
        texts = (f"{whole} {entry[0]} {count}" for count in range(1, entry[1] + 1))
        lots = (hmac.new(seed.encode(), text.encode(), hashlib.sha256) for text in texts)
        return max(lot.hexdigest() for lot in lots), entry[0]

    drawn = []
    for number, _weight, size in sorted(entries, key=best_lot, reverse=True):
        wins = size <= left
        left, reserve = (left - size, reserve) if wins else (left, reserve + 1)
        drawn.append((number, wins, 0 if wins else reserve))
        sys.stdout.write(f"{number} {'place' if wins else f'reserve {reserve}'}\n")
    told = [(one["number"], one["wins"], one["reserve"]) for one in file["result"]]
    return "" if drawn == told else "The published result is another one."


if __name__ == "__main__":
    sys.exit(repeat(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))) or None)
