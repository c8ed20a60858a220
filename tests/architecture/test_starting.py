"""What every process loads: web servers, workers and commands start quickly and stay small."""

import subprocess
import sys

from portal.settings.environment import ROOT

# Each takes a second or tens of megabytes, and few requests need it.
LATE = ("numpy", "pandas", "ortools", "openpyxl", "weasyprint", "pypdfium2")
STARTED = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
import django
django.setup()
from django.urls import reverse
reverse("matchmaking:index")
print([name for name in {LATE!r} if name in sys.modules])
"""


def test_what_few_need_is_loaded_late():
    done = subprocess.run(
        [sys.executable, "-c", STARTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
