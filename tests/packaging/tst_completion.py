#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion offers the commands, every option that --help prints, and values that the programs take."""
import os
import re
import shlex
import tempfile
import unittest
from pathlib import Path

from support import COMMANDS, LINUX, ROOT, all_options, help_of, main, needs, options_of, program, run

COMPLETIONS = LINUX / "completions"
SAMPLE = ROOT / "resources" / "sample-case"


def complete(*words, script=None, folder=None):
    """What bash offers for the last of the words (`""`: nothing typed yet); the first names the program."""
    name = words[0]
    function = "_" + name.replace("-", "_")
    lines = [
        f"cd {shlex.quote(str(folder or ROOT))}",
        f". {shlex.quote(str(script or COMPLETIONS / name))}",
        f"complete -p {name} | grep -q -- '-F {function} ' || exit 3",
        "COMP_WORDS=(" + " ".join(shlex.quote(word) for word in words) + ")",
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))",
        f"{function}",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    ]
    ran = run("bash", "--norc", "-c", "\n".join(lines))
    if ran.returncode != 0 or ran.stderr:
        raise AssertionError(f"{words}: exit {ran.returncode}: {ran.stderr}")
    return set(ran.stdout.split("\n")) - {""}


class BashCompletion(unittest.TestCase):
    def test_commands(self):
        offered = complete("sendwright-cli", "")
        self.assertEqual({word for word in offered if not word.startswith("-")}, set(COMMANDS))
        self.assertEqual(complete("sendwright-cli", "s"), {"sessions"})
        self.assertEqual(complete("sendwright-cli", "x"), set())

    def test_every_option_of_each_command(self):
        for command in COMMANDS:
            with self.subTest(command):
                wanted = {f"--{name}" for name in options_of(help_of("sendwright-cli", command))}
                self.assertEqual(complete("sendwright-cli", command, "--"), wanted)

    def test_every_option_of_the_window(self):
        self.assertEqual(complete("sendwright", "--"), {f"--{name}" for name in all_options("sendwright")})

    def test_begun_option(self):
        self.assertEqual(complete("sendwright-cli", "analyse", "--no"), {"--no-redact"})
        self.assertEqual(complete("sendwright-cli", "sessions", "--no"), set())

    def test_values(self):
        self.assertEqual(complete("sendwright-cli", "sessions", "--format", ""), {"table", "csv", "ndjson"})
        self.assertEqual(complete("sendwright-cli", "entries", "--format", ""), {"csv", "ndjson"})
        self.assertEqual(complete("sendwright-cli", "entries", "--format", "=", "c"), {"csv"})
        self.assertEqual(complete("sendwright", "--theme", "="), {"system", "light", "dark"})
        self.assertEqual(complete("sendwright", "--theme", "d"), {"dark"})
        self.assertEqual(complete("sendwright-cli", "analyse", "--threads", ""), set())

    def test_offered_values_are_taken(self):
        for option in ("--format", "--code-page"):
            values = complete("sendwright-cli", "sessions", option, "")
            self.assertTrue(values)
            for value in values:
                with self.subTest(f"{option} {value}"):
                    ran = run(program("sendwright-cli"), "sessions", option, value, str(SAMPLE / "SEND20261109-1.LOG"))
                    self.assertEqual((ran.returncode, ran.stderr), (0, ""))

    @unittest.skipUnless(os.path.exists("/usr/share/zoneinfo/zone1970.tab"), "tzdata is not installed")
    def test_zones(self):
        self.assertEqual(complete("sendwright-cli", "analyse", "--event-zone", "Europe/Berl"), {"Europe/Berlin"})
        self.assertEqual(complete("sendwright-cli", "analyse", "--event-zone", "UT"), {"UTC"})

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("two words.log", "other.log"):
                (Path(folder) / name).write_text("x", "utf-8")
            for words in (("sendwright", "t"), ("sendwright", "--screenshot", "t"), ("sendwright-cli", "analyse", "t"),
                          ("sendwright-cli", "analyse", "--html", "t")):
                self.assertEqual(complete(*words, folder=folder), {"two words.log"})

    def test_planted_gap_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            planted = Path(folder) / "sendwright-cli"
            text = (COMPLETIONS / "sendwright-cli").read_text("utf-8")
            planted.write_text(text.replace(" --no-redact", ""), "utf-8")
            self.assertNotIn("--no-redact", complete("sendwright-cli", "analyse", "--", script=planted))


class ZshCompletion(unittest.TestCase):
    def test_every_option_is_named(self):
        text = (COMPLETIONS / "_sendwright").read_text("utf-8")
        window, command_line = text.split("_sendwright_command_line()", 1)
        for name, part in (("sendwright", window), ("sendwright-cli", command_line)):
            named = set(re.findall(r"--([a-z][a-z-]*)(?=[\[,}])", part))
            self.assertEqual(named, set(all_options(name)), name)

    @needs("zsh")
    def test_zsh_reads_it(self):
        ran = run("zsh", "-n", str(COMPLETIONS / "_sendwright"))
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))


if __name__ == "__main__":
    main()
