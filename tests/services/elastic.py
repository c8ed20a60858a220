"""An Elasticsearch-compatible server in memory, and the real client talking to it.

Use by ``from tests.services.elastic import elastic_client, elastic_url  # noqa: F401``.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from elastic_transport import Urllib3HttpNode
from elasticsearch import Elasticsearch
from osmem_server import OsmemServer


class PlainJsonNode(Urllib3HttpNode):
    """Says ``application/json`` where the client names its vendor's type, which only
    the vendor's server takes."""

    def perform_request(self, method: str, target: str, **options: Any) -> Any:
        headers = options.get("headers")
        if headers:
            for name in ("accept", "content-type"):
                if name in headers:
                    headers[name] = headers[name].replace("vnd.elasticsearch+", "").split(";")[0]
        return super().perform_request(method, target, **options)


@pytest.fixture(scope="session")
def elastic_url() -> Iterator[str]:
    """Address of a server that lives as long as the test run."""
    server = OsmemServer.start()
    yield server.url
    server.close()
    server.process.stdout.close()


@pytest.fixture
def elastic_client(elastic_url: str) -> Iterator[Elasticsearch]:
    """A client of the server; indexes made by the test are removed after it."""
    client = Elasticsearch(elastic_url, node_class=PlainJsonNode, request_timeout=10)
    yield client
    for index in client.indices.get(index="*"):
        client.indices.delete(index=index)
    client.close()
