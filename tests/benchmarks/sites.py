"""An empty, migrated portal on either engine, served as in production, for a benchmark."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts import race


@dataclass
class Bench:
    """Where a benchmark works."""

    engine: str
    folder: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment of server and steps."""
        return race.child_environment(self.folder, self.url)

    def step(self, name: str, **given: Any) -> Any:
        """One step of ``race_data`` in a process of its own; its answer."""
        return race.step(self.environment, name, **given)

    def work(self, name: str, **given: Any) -> Any:
        """One step of ``steps`` in a process of its own; its answer."""
        said = self.run("tests/benchmarks/steps.py", name, json.dumps(given))
        return json.loads(said.splitlines()[-1])

    def run(self, *arguments: str) -> str:
        """Run ``python …`` to its end; what it printed."""
        return race.run_django(self.environment, *arguments)


@contextmanager
def bench(engine: str) -> Iterator[Bench]:
    """A migrated database of ``engine`` in a folder that goes away."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        url = stack.enter_context(race.database(engine, folder))
        made = Bench(engine, folder, url)
        (folder / "data" / "static").mkdir(parents=True)
        made.run("manage.py", "migrate", "--verbosity", "0")
        yield made
