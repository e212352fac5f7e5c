"""JSON Schema 2020-12, as much of it as the API's schemas use. Stricter than
it in one thing: a member that the schema does not name is a fault, since
nobody could know of it."""
import re

TYPES = {"string": str, "object": dict, "array": list, "boolean": bool,
         "null": type(None), "integer": int, "number": (int, float)}
KNOWN = {"$ref", "type", "description", "required", "properties", "items",
         "prefixItems", "minItems", "maxItems", "enum", "const", "anyOf",
         "oneOf", "allOf", "minimum", "maximum", "minLength", "maxLength",
         "format", "pattern", "examples", "additionalProperties", "default",
         "example"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")


def is_type(value, name):
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def faults(document, schema, value, at="$", loose=False):
    """What is wrong, as a list of sentences. `loose`: other schemas name the
    members that this one does not."""
    found = []
    unknown = set(schema) - KNOWN
    if unknown:
        found.append("%s: the schema has %s" % (at, sorted(unknown)))
    if "$ref" in schema:
        target = document
        for step in schema["$ref"].split("/")[1:]:
            target = target[step]
        found += faults(document, target, value, at, loose)
    types = schema.get("type")
    if types and not any(is_type(value, name) for name in
                         (types if isinstance(types, list) else [types])):
        return found + ["%s: %r is no %s" % (at, value, types)]
    if "enum" in schema and value not in schema["enum"]:
        found.append("%s: %r is none of %s" % (at, value, schema["enum"]))
    if "const" in schema and value != schema["const"]:
        found.append("%s: %r" % (at, value))
    for kind, least in (("anyOf", 1), ("oneOf", 1), ("allOf", None)):
        if kind in schema:
            tried = [faults(document, s, value, at, True if kind == "allOf"
                            else "properties" not in s) for s in schema[kind]]
            good = sum(not t for t in tried)
            if good < (least or len(tried)) or (kind == "oneOf" and good > 1):
                found.append("%s: %s fits %d: %s" % (at, kind, good, tried))
    if isinstance(value, str):
        found += text_faults(schema, value, at)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not schema.get("minimum", value) <= value <= schema.get("maximum",
                                                                   value):
            found.append("%s: %r is out of range" % (at, value))
    if isinstance(value, list):
        found += list_faults(document, schema, value, at)
    if isinstance(value, dict):
        found += map_faults(document, schema, value, at, loose)
    return found


def text_faults(schema, value, at):
    found = []
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength",
                                                                  1 << 30):
        found.append("%s: %d characters" % (at, len(value)))
    if schema.get("format") == "date-time" and not TIME.match(value):
        found.append("%s: %r is no time" % (at, value))
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append("%s: %r" % (at, value))
    return found


def list_faults(document, schema, value, at):
    found = []
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems",
                                                                 1 << 30):
        found.append("%s: %d items" % (at, len(value)))
    first = schema.get("prefixItems", [])
    for i, item in enumerate(value):
        rule = first[i] if i < len(first) else schema.get("items", {})
        found += faults(document, rule, item, "%s[%d]" % (at, i))
    return found


def map_faults(document, schema, value, at, loose):
    found = ["%s: no %s" % (at, name) for name in schema.get("required", [])
             if name not in value]
    properties = schema.get("properties", {})
    for name, member in value.items():
        if name in properties:
            found += faults(document, properties[name], member,
                            "%s.%s" % (at, name))
        elif not loose and properties:
            found.append("%s: nobody knows of %s" % (at, name))
    return found
