#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the table of docs/performance.md: what loading, searching and drawing cost, as ratios against what runs beside
them in the same minute. Peers (wc, ripgrep, lnav, DuckDB) count when they are installed. Of several rounds the least
counts, of those first during which the host of a virtual machine took no processor time away: hosts that lend more than
they have let short work pass and hold long work up. A rest before each step lets such a machine recover.

usage: tests/bench/performance.py BUILD [--logs FOLDER] [--rounds N] [--rest S] [--size SIZE] [--files N] [--quick]
"""

import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import tempfile
import time


REST = 0.0  # seconds before each step


def stolen_seconds():
    """What the host kept from all processors since the start; 0 where the system does not tell (proc(5), `steal`)."""
    try:
        with open("/proc/stat", encoding="ascii") as file:
            return int(file.readline().split()[8]) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return 0.0


def timed(command, **more):
    """Seconds, share of them that the host took away, output, exit code."""
    time.sleep(REST)
    before = stolen_seconds()
    begin = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **more)
    seconds = time.monotonic() - begin
    return seconds, (stolen_seconds() - before) / seconds, done.stdout, done.returncode


def results(text):
    return {key: float(value) for key, value in re.findall(r"^RESULT (\S+) (\S+)", text, re.M)}


def duckdb(files):
    """Groups the rows by session; None where DuckDB is not installed or cannot read them."""
    if not shutil.which("duckdb"):
        return None
    listed = ", ".join("'" + name.replace("'", "''") + "'" for name in files)
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(9))
    query = (f"SET threads=2; SELECT count(*) FROM (SELECT c1, c2, count(*), min(c0), max(c0) FROM "
             f"read_csv([{listed}], header=false, skip=5, columns={{{columns}}}, ignore_errors=true) GROUP BY c1, c2)")
    seconds, stolen, _, code = timed(["duckdb", "-c", query])
    return (seconds, stolen) if code == 0 else None


LNAV_FORMAT = {"$schema": "https://lnav.org/schemas/format-v1.schema.json", "exchange_smtp": {
    "title": "Exchange SMTP protocol log", "description": "Columns of a protocol log",
    "regex": {"row": {"pattern": r"^(?<timestamp>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z),(?<connector>[^,]*),"
                                 r"(?<session>[^,]*),(?<sequence>\d+),(?<local>[^,]*),(?<remote>[^,]*),"
                                 r"(?<event>[^,]*),(?<body>.*)$"}},
    "value": {"sequence": {"kind": "integer"}} | {
        name: {"kind": "string"} for name in ("connector", "session", "local", "remote", "event")},
    "sample": [{"line": "2026-11-23T10:00:00.079Z,Outbound,08DE2A0000001000,0,,203.0.113.46:25,*,,"}]}}


def lnav(files):
    """Counts rows and distinct sessions through a format of the columns; None where lnav is not installed."""
    if not shutil.which("lnav"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        formats = os.path.join(folder, "formats", "sendwright")
        os.makedirs(formats)
        with open(os.path.join(formats, "format.json"), "w", encoding="utf-8") as file:
            json.dump(LNAV_FORMAT, file)
        query = ";SELECT count(*), count(DISTINCT session) FROM exchange_smtp"
        seconds, stolen, text, code = timed(["lnav", "-n", "-I", folder, "-c", query, *files], timeout=600)
    return (seconds, stolen) if code == 0 and "count" in text else None


class Best(dict):
    """The least of each figure, one of a round without theft before any other."""
    LITTLE = 0.02

    def __init__(self):
        super().__init__()
        self.disturbed = {}

    def take(self, key, value, stolen=0.0):
        rank = (stolen > self.LITTLE, value)
        if key not in self or rank < (self.disturbed[key], self[key]):
            self.disturbed[key], self[key] = rank


def load_rounds(build, logs, rounds, quick):
    files = sorted(glob.glob(os.path.join(logs, "**", "*.LOG"), recursive=True))
    best = Best()
    for number in range(rounds):
        found = results(timed([f"{build}/tests/bench/bench_load", logs, "2", "1"])[2])
        for key, value in found.items():
            best.take(key, value, found.get(f"{key}_stolen", 0.0))
        best.take("wc_s", *timed(["wc", "-l", *files])[:2])
        analyse = [f"{build}/app/sendwright-cli", "analyse", "--json", os.devnull, "--threads", "2", logs]
        best.take("analyse_s", *timed(analyse)[:2])
        for key, peer, most in [("lnav_s", lnav, 0 if quick else 1), ("duckdb_s", duckdb, 3)]:
            if number < most and (taken := peer(files)) is not None:
                best.take(key, *taken)
    return best


def table(found, disturbed):
    def ratio(over, under):
        return found[over] / found[under] if over in found and under in found else None

    def filtered(key):
        return found[key] * 5.7e6 / found["rows"] if key in found and found.get("rows") else None

    rows = [
        ("load + group + classify, 2 cores", "AVX2 line count", ratio("load_s", "limit_s"), "x", 9, 5.5),
        ("", "`wc -l`", ratio("load_s", "wc_s"), "x", 4.5, 2.7),
        ("", "DuckDB GROUP BY", ratio("load_s", "duckdb_s"), "x", 0.55, 0.35),
        ("", "lnav", ratio("load_s", "lnav_s"), "x", 0.06, 0.035),
        ("`analyse` with findings and JSON", "load", ratio("analyse_s", "load_s"), "x", 1.25, 1.1),
        ("index memory", "a row", found.get("index_bytes_row"), "B", 32, 22),
        ("peak resident memory while loading", "size of the logs", found.get("load_peak_ratio"), "x", 0.35, 0.2),
        ("substring over all rows", "`rg -j2 -c -F`", found.get("search_vs_rg"), "x", 0.8, 0.45),
        ("filter by class, a scan of all rows told for 5.7 M", "", filtered("filter_class_ms"), "ms", 3, 2),
        ("filter by session, the same", "", filtered("filter_session_ms"), "ms", 3, 2),
        ("filter by time, the same", "", filtered("filter_time_ms"), "ms", 3, 2),
        ("EVTX to entries, 2 threads", "walk + CRC", found.get("evtx_vs_walk"), "x", 4, 2.5),
        ("", "evtxexport, per MB", found.get("evtx_vs_evtxexport"), "x", 0.03, 0.012),
        ("timeline frame p95, 10 M entries", "empty replot", found.get("timeline_frame_ratio"), "x", 13, 6),
        ("aggregate build, 10 M entries", "", found.get("timeline_aggregate_ms"), "ms", 50, 20),
        ("table repaint after a jump, 50 M rows", "QTableView, 10 M", found.get("table_jump_ratio"), "x", 1.0, 0.45),
        ("start to first paint", "empty window", found.get("start_ratio"), "x", 2.0, 1.3),
    ]
    print("| path | against | measured | must | wish | |\n|---|---|---|---|---|---|")
    for path, against, value, must, wish in [(r[0], r[1], r[2], (r[4], r[3]), r[5]) for r in rows]:
        shown = "not measured" if value is None else f"{value:.3g} {must[1]}"
        verdict = "" if value is None else "wish" if value <= wish else "must" if value <= must[0] else "**missed**"
        print(f"| {path} | {against} | {shown} | {must[0]} | {wish} | {verdict} |")
    for key in sorted(k for k in found if k.endswith("_s")):
        print(f"{key} {found[key]:.4f}{' (the host took time away in every round)' if disturbed.get(key) else ''}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", help="build folder with tests and the window")
    parser.add_argument("--logs", help="folder of logs made before; else they are made for the occasion")
    parser.add_argument("--size", default="1G")
    parser.add_argument("--files", default="100")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--rest", type=float, default=5, help="seconds before each step (default 5)")
    parser.add_argument("--quick", action="store_true", help="small sizes and no rest, for seeing that it works")
    wanted = parser.parse_args()
    global REST
    REST = 0.0 if wanted.quick else wanted.rest
    build = os.path.abspath(wanted.build)
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", TZ="UTC")
    with tempfile.TemporaryDirectory() as made:
        logs = wanted.logs
        if logs is None:
            logs = os.path.join(made, "logs")
            generator = f"{build}/tests/bench/sendwright-loggen"
            timed([generator, "--out", logs, "--size", wanted.size, "--files", wanted.files])
        found = load_rounds(build, logs, wanted.rounds, wanted.quick)
        steps = [["bench_search", logs, "UnknownCredentials", str(wanted.rounds)],
                 ["bench_evtx", "--generate", "2" if wanted.quick else "100"],
                 ["bench_timeline"] + (["30000", "450", "60"] if wanted.quick else []),
                 ["bench_table"] + (["30000", "30"] if wanted.quick else []),
                 ["bench_start", "1" if wanted.quick else "15"]]
        for step in steps:
            program = f"{build}/tests/bench/{step[0]}"
            if os.path.exists(program):
                _, _, text, code = timed([program, *step[1:]], env=environment)
                if code == 0:
                    found.update(results(text))
                else:
                    print(f"{' '.join(step)} ended with {code}:\n{text[-400:]}")
    table(found, found.disturbed)
    return 0 if "load_s" in found else 1


if __name__ == "__main__":
    raise SystemExit(main())
