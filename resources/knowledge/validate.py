#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validates knowledge files against their JSON Schemas and each other.

usage: validate.py [FOLDER...]     (default: the folder of this script)

Needs the Debian package python3-jsonschema. Prints what is wrong and "N passed, N failed"; exits 1 on an error.
"""
import json
import sys
from pathlib import Path

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit("validate.py needs python3-jsonschema 4 or later: apt-get install python3-jsonschema")

HERE = Path(__file__).resolve().parent
KINDS = {"codes": "codes", "causes": "causes", "rules": "rules", "checklists": "checklist", "samples": "samples"}


def no_doubles(pairs):
    """An object whose keys stand there once; JSON parsers silently keep the last of several."""
    seen = dict(pairs)
    if len(seen) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError("key stands twice: " + ", ".join(sorted({k for k in keys if keys.count(k) > 1})))
    return seen


def pointer(path):
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def validators():
    """One validator a kind; the schemas themselves are checked too."""
    made = {}
    for kind in KINDS.values():
        schema = json.loads((HERE / "schema" / f"{kind}.schema.json").read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        made[kind] = Draft202012Validator(schema)
    return made


def identities(document):
    """Identity and pointer of everything in a document that must be unique in a folder."""
    for i, code in enumerate(document.get("codes", [])):
        yield f"code {document['family']} {code['code'].lower()}", f"/codes/{i}/code"
    for i, cause in enumerate(document.get("causes", [])):
        yield f"cause {cause['slug']}", f"/causes/{i}/slug"
    for i, rule in enumerate(document.get("rules", [])):
        yield f"rule {rule['id']}", f"/rules/{i}/id"
    for i, given in enumerate(document.get("samples", [])):
        yield f"samples of {given['rule']}", f"/samples/{i}/rule"
    for i, step in enumerate(document.get("steps", [])):
        yield f"step {step['id']}", f"/steps/{i}/id"
        for j, check in enumerate(step["checks"]):
            yield f"check {check['id']}", f"/steps/{i}/checks/{j}/id"


def read(path, kind, validator):
    """The document and what is wrong with it alone."""
    try:
        document = json.loads(path.read_text("utf-8"), object_pairs_hook=no_doubles)
    except (ValueError, OSError) as error:
        return None, [f": {error}"]
    errors = sorted(validator.iter_errors(document), key=lambda e: [str(p) for p in e.absolute_path])
    wrong = [f" {pointer(e.absolute_path)}: {e.message[:200]}" for e in errors]
    expected = HERE / "schema" / f"{kind}.schema.json"
    if not errors and path.is_relative_to(HERE) and (path.parent / document["$schema"]).resolve() != expected:
        wrong.append(f" /$schema: must be ../schema/{kind}.schema.json")
    return document, wrong


def cross_checks(documents, built_in):
    """Ids that stand twice, causes that do not exist, and rules of the program itself without samples."""
    first, wrong = {}, {}
    for path, document in documents.items():
        for identity, where in identities(document):
            if identity in first:
                wrong.setdefault(path, []).append(f" {where}: {identity} stands already in {first[identity].name}")
            first.setdefault(identity, path)
    sampled = {(side, given["rule"]) for document in documents.values() for given in document.get("samples", [])
               for side in ("match", "noMatch") if given.get(side)}
    for path, document in documents.items():
        for i, rule in enumerate(document.get("rules", [])):
            if f"cause {rule['cause']}" not in first and f"cause {rule['cause']}" not in built_in:
                wrong.setdefault(path, []).append(f" /rules/{i}/cause: no cause has the slug {rule['cause']}")
            if path.is_relative_to(HERE) and not {("match", rule["id"]), ("noMatch", rule["id"])} <= sampled:
                wrong.setdefault(path, []).append(f" /rules/{i}: samples/ needs a match and a noMatch for it")
        for i, given in enumerate(document.get("samples", [])):
            if f"rule {given['rule']}" not in first and f"rule {given['rule']}" not in built_in:
                wrong.setdefault(path, []).append(f" /samples/{i}/rule: no rule has the id {given['rule']}")
    return wrong, first


def validate(folder, made, built_in):
    """Checks one folder; returns passed, failed, and the identities it defines."""
    documents, results = {}, {}
    for name, kind in KINDS.items():
        for path in sorted((folder / name).glob("*.json")):
            document, results[path] = read(path, kind, made[kind])
            if document is not None and not results[path]:
                documents[path] = document
    wrong, first = cross_checks(documents, built_in)
    for path, more in wrong.items():
        results[path] += more
    for path, lines in results.items():
        for line in lines:
            print(f"{path.relative_to(folder)}{line}", file=sys.stderr)
    failed = sum(1 for lines in results.values() if lines)
    return len(results) - failed, failed, set(first)


def main(folders):
    made = validators()
    passed, failed, built_in = 0, 0, set()
    for folder in [HERE] + [Path(f).resolve() for f in folders]:
        if not folder.is_dir():
            sys.exit(f"{folder}: this folder does not exist")
        good, bad, ids = validate(folder, made, built_in)
        built_in |= ids
        passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
