#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages name every option that --help prints and no other, and man has nothing to say against them."""
import re
import tempfile
import unittest
from pathlib import Path

from support import COMMANDS, LINUX, all_options, help_of, main, needs, options_of, project_version, run

PROGRAMS = ("sendwright", "sendwright-cli")


def page_of(name):
    return (LINUX / "man" / f"{name}.1").read_text("utf-8")


def page_options(page):
    """Options that a page describes, from the line after each .TP: {name: value or None}."""
    found = {}
    lines = page.splitlines()
    for before, line in zip(lines, lines[1:]):
        if before != ".TP":
            continue
        plain = re.sub(r"\\f.|\"", "", line.replace("\\-", "-"))
        plain = re.sub(r"^\.[BIR]+ ", "", plain)
        match = re.match(r"(?:-\w\s*,\s*)?--([\w-]+)(?:\s+(\w+))?\s*$", plain)
        if match:
            assert match.group(1) not in found, f"--{match.group(1)} is described twice"
            found[match.group(1)] = match.group(2)
    return found


def complaints(path):
    """What man and groff find wrong with a page."""
    ran = run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(path))
    return ran.stderr + ("" if ran.returncode == 0 else f"exit {ran.returncode}")


class ManPages(unittest.TestCase):
    def test_options_are_those_of_help(self):
        for name in PROGRAMS:
            with self.subTest(name):
                self.assertEqual(page_options(page_of(name)), all_options(name))

    def test_an_option_told_twice_is_found(self):
        with self.assertRaises(AssertionError):
            page_options(".TP\n.B \\-\\-sample\nA.\n.TP\n.B \\-\\-sample\nB.\n")

    def test_help_was_seen(self):
        self.assertIn("screenshot", all_options("sendwright"))
        self.assertEqual(all_options("sendwright-cli")["html"], "file")

    def test_every_command_is_described(self):
        page = page_of("sendwright-cli")
        for command in COMMANDS:
            self.assertIn(f".TP\n.B {command}\n", page)
            self.assertIn(command, help_of("sendwright-cli"))

    def test_version_is_that_of_the_project(self):
        for name in PROGRAMS:
            self.assertIn(f'"Sendwright {project_version()}"', page_of(name).splitlines()[2])

    @needs("man")
    def test_man_does_not_complain(self):
        for name in PROGRAMS:
            self.assertEqual(complaints(LINUX / "man" / f"{name}.1"), "")

    @needs("man")
    def test_planted_fault_is_found_by_man(self):
        with tempfile.TemporaryDirectory() as folder:
            planted = Path(folder) / "planted.1"
            planted.write_text(page_of("sendwright") + ".NOSUCHMACRO x\n", "utf-8")
            self.assertNotEqual(complaints(planted), "")

    def test_planted_options_are_found(self):
        page = page_of("sendwright-cli")
        without = page.replace(".B \\-\\-no\\-redact\nDo not", ".B no\\-redact\nDo not")
        self.assertNotEqual(page, without)
        self.assertNotIn("no-redact", page_options(without))
        self.assertIn("made-up", page_options(page + ".TP\n.BI \\-\\-made\\-up \" file\"\nNothing.\n"))

    def test_help_is_read_right(self):
        text = "Options:\n  -h, --help            Displays\n  --size <size>  Such as --this.\n  --long-one <n>\n"
        self.assertEqual(options_of(text), {"help": None, "size": "size", "long-one": "n"})


if __name__ == "__main__":
    main()
