#!/usr/bin/env python3
"""Writes the table of proofs in docs/security.md from the results of a test run.

    tests/promises.py                       runs the tests of all promises first
    tests/promises.py results.xml ...       takes the reports of runs (xUnit's XML)

A promise of which the reports have no test keeps the row that it had: so a few can be run again.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs", "security.md")
BEGIN, END = "<!-- promises -->\n", "<!-- /promises -->"
HEAD = "| id | promise | tests | last run | measured |\n|---|---|---|---|---|\n"


def run_tests():
    folder = tempfile.mkdtemp(prefix="linnet-promises-")
    traits = [argument for promise in promises() for argument in ("--filter-trait", f"Promise={promise}")]
    report = ["--report-xunit", "--report-xunit-filename", "results.xml", "--results-directory", folder]
    # A failure is a result too: it gets into the table.
    subprocess.run(["dotnet", "test", *traits, *report], cwd=ROOT, check=False)
    return os.path.join(folder, "results.xml")


def promises():
    with open(os.path.join(ROOT, "tests", "promises.json"), encoding="utf-8") as file:
        return json.load(file)


class Proof:
    def __init__(self):
        self.classes, self.outcomes, self.figures = set(), collections.Counter(), []

    def add(self, test):
        self.classes.add(test.get("type").split(".")[-1])
        self.outcomes[test.get("result")] += 1
        for attachment in test.iter("attachment"):
            if attachment.get("name") == "figure" and attachment.text not in self.figures:
                self.figures.append(attachment.text)

    def row(self, promise, sentence):
        tests = ", ".join(f"`{name}`" for name in sorted(self.classes))
        words = {"Pass": "passed", "Fail": "**failed**", "Skip": "skipped"}
        outcome = ", ".join(f"{self.outcomes[key]} {word}" for key, word in words.items() if self.outcomes[key])
        return f"| {promise} | {sentence} | {tests} | {outcome} | {'; '.join(self.figures)} |"


def main(reports):
    proofs = collections.defaultdict(Proof)
    for report in reports or [run_tests()]:
        for test in xml.parse(report).iter("test"):
            for trait in test.iter("trait"):
                if trait.get("name") == "Promise" and test.get("result") != "NotRun":
                    proofs[trait.get("value")].add(test)
    with open(PAGE, encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN)
    old, after = rest.split(END)
    kept = {row.group(1): row.group(0) for row in re.finditer(r"^\| (\w+) \| .*$", old, re.MULTILINE)}
    rows = [
        proofs[promise].row(promise, sentence) if promise in proofs else kept.get(promise, f"| {promise} | {sentence} | none | | |")
        for promise, sentence in promises().items()
    ]
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(before + BEGIN + HEAD + "\n".join(rows) + "\n" + END + after)


if __name__ == "__main__":
    main(sys.argv[1:])
