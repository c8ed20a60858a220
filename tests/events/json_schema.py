"""As much of JSON Schema 2020-12 as the API's description uses; what it does not know fails."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
KNOWN = {
    "$ref",
    "additionalProperties",
    "anyOf",
    "default",
    "description",
    "enum",
    "format",
    "items",
    "maximum",
    "minProperties",
    "minimum",
    "properties",
    "required",
    "type",
}


def faults(value: Any, schema: dict, document: dict, path: str = "$") -> list[str]:
    """Where ``value`` breaks ``schema``; empty when it fits."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        return faults(value, resolve(schema["$ref"], document), document, path)
    if "anyOf" in schema:
        tried = [faults(value, one, document, path) for one in schema["anyOf"]]
        return [] if [] in tried else [fault for found in tried for fault in found]
    kind = TYPES[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return [f"{path}: {value!r} is no {schema['type']}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {value!r} is not in the list")
    if "minimum" in schema and value < schema["minimum"]:
        found.append(f"{path}: {value} is too small")
    if schema.get("format") == "date-time" and datetime.fromisoformat(value).tzinfo is None:
        found.append(f"{path}: {value} has no zone")
    if schema.get("format") == "uri" and not urlsplit(value).netloc:
        found.append(f"{path}: {value} is no full address")
    if isinstance(value, list):
        for number, item in enumerate(value):
            found += faults(item, schema["items"], document, f"{path}[{number}]")
    if isinstance(value, dict):
        found += _object(value, schema, document, path)
    return found


def _object(value: dict, schema: dict, document: dict, path: str) -> list[str]:
    properties = schema["properties"]
    assert schema["additionalProperties"] is False
    found = [f"{path}: lacks {name}" for name in schema.get("required", []) if name not in value]
    found += [f"{path}: {name} is not described" for name in value if name not in properties]
    if len(value) < schema.get("minProperties", 0):
        found.append(f"{path}: is empty")
    for name in value.keys() & properties.keys():
        found += faults(value[name], properties[name], document, f"{path}.{name}")
    return found


def resolve(reference: str, document: dict) -> dict:
    """The part of ``document`` that ``reference`` names."""
    part = document
    for step in reference.removeprefix("#/").split("/"):
        part = part[step]
    return part
