"""Forgets the data of this folder: database, uploads, mails, caches. `.venv` stays."""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Remove the data folder, and nothing that is not one."""
    folder = Path(os.environ.get("PORTAL_DATA_DIR", "") or ROOT / "var").resolve()
    if not folder.exists():
        print("reset: there is no data yet.")
        return 0
    if not (folder / "secret_key").exists() and not (folder / "portal.sqlite3").exists():
        print(f"reset: {folder} does not look like the portal's data folder.", file=sys.stderr)
        return 1
    try:
        shutil.rmtree(folder)
    except OSError as error:
        print(f"reset: {folder} cannot be removed ({error.strerror}).", file=sys.stderr)
        return 1
    print(f"reset: {folder} removed; make serve starts over.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
