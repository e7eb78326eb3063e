#!/usr/bin/env python3
"""Takes guards out of the server, one at a time, and expects the tests of the promise to fail.

    tests/mutations.py             all of tests/mutations.json
    tests/mutations.py S4 W2       those of some promises

Works on a copy of what is committed, in a separate folder, and writes the results into docs/security.md. A guard that
was not tried this time keeps its row.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs", "security.md")
BEGIN, END = "<!-- mutations -->\n", "<!-- /mutations -->"
HEAD = "| promise | guard taken out | where | its tests |\n|---|---|---|---|\n"
TESTS = "tests/Linnet.Tests"
PATIENCE = 300  # seconds


def build(copy):
    command = ["dotnet", "build", TESTS, "-v", "quiet", "-p:RunAnalyzers=false", "-p:WebClient=false", "-p:TreatWarningsAsErrors=false"]
    done = subprocess.run(command, cwd=copy, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"It does not build:\n{done.stdout}")


def run_tests(copy, promise):
    """What came of the tests of the promise, in words; in bold if they do not mind."""
    command = ["dotnet", f"{TESTS}/bin/Debug/net10.0/Linnet.Tests.dll", "-trait", f"Promise={promise}", "-noColor"]
    try:
        output = subprocess.run(command, cwd=copy, check=False, capture_output=True, text=True, timeout=PATIENCE).stdout
    except subprocess.TimeoutExpired:
        return "they do not end"
    total, failed = re.search(r"Total: (\d+), Errors: \d+, Failed: (\d+)", output).groups()
    return f"{failed} of {total} fail" if int(failed) else f"**none of {total} fails**"


def mutate(copy, mutation):
    """Edits the sources. Returns the files as they were."""
    originals = {}
    for edit in [mutation, *([mutation["also"]] if "also" in mutation else [])]:
        path = os.path.join(copy, "src", "Linnet", edit["file"])
        with open(path, encoding="utf-8") as file:
            text = file.read()
        originals.setdefault(path, text)
        if text.count(edit["take"]) != 1:
            sys.exit(f"{edit['file']} does not have once: {edit['take']}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(edit["take"], edit["put"]))
    return originals


def try_mutation(copy, mutation):
    originals = mutate(copy, mutation)
    try:
        build(copy)
        outcome = run_tests(copy, mutation["promise"])
    finally:
        for path, text in originals.items():
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    print(f"{mutation['promise']}: {mutation['guard']}: {outcome}", flush=True)
    return f"| {mutation['promise']} | {mutation['guard']} | `{mutation['file']}` | {outcome} |"


def key(row):
    return tuple(row.split(" | ")[:2])


def main(promises):
    with open(os.path.join(ROOT, "tests", "mutations.json"), encoding="utf-8") as file:
        mutations = json.load(file)
    rows = {}
    with tempfile.TemporaryDirectory(prefix="linnet-mutations-") as folder:
        copy = os.path.join(folder, "linnet")
        subprocess.run(["git", "clone", "--quiet", "--shared", ROOT, copy], check=True)
        for mutation in mutations:
            if not promises or mutation["promise"] in promises:
                row = try_mutation(copy, mutation)
                rows[key(row)] = row
                write(mutations, rows)
    return any("**" in row for row in rows.values())


def write(mutations, rows):
    with open(PAGE, encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN)
    old, after = rest.split(END)
    kept = {key(row): row for row in old.splitlines() if re.match(r"\| [DSW]\d", row)}
    keys = [(f"| {mutation['promise']}", mutation["guard"]) for mutation in mutations]
    known = [row for row in ((rows | {k: v for k, v in kept.items() if k not in rows}).get(key) for key in keys) if row]
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(before + BEGIN + HEAD + "\n".join(known) + "\n" + END + after)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
