#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Everything that has to hold before a change goes in: formatting, the knowledge data, a build without warnings, all
# tests, the Linux package installed in a clean Debian, and the tests under the address and undefined-behaviour
# sanitizers.
#   packaging/test.sh            all of it
#   packaging/test.sh --quick    without the sanitizers
# The last line counts: `N passed, N failed`. The exit code is 0 only when nothing failed.
# SENDWRIGHT_SAMPLES, when set, names a folder with more sample logs for the tests that can use them.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

passed=0
failed=0
skipped=0

finish() {
  if [ "$skipped" -gt 0 ]; then
    echo "$skipped tests were skipped, because what they need is not here."
  fi
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && exit 0
  exit 1
}

# One check that counts as one test.
check() {
  local name=$1
  shift
  echo "== $name"
  if "$@"; then
    passed=$((passed + 1))
  else
    echo "FAILED: $name"
    failed=$((failed + 1))
    return 1
  fi
}

# Value of a counting attribute of the first <testsuite> in a JUnit file; 0 when there is no such file.
suite_count() {
  local value=""
  if [ -s "$1" ]; then
    value=$(sed -n "s/.*[^a-z]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1)
  fi
  echo "${value:-0}"
}

# Adds what ctest counted. A run that left no count is a failure, not zero tests.
add_counts() {
  local junit=$1 status=$2 all bad off
  all=$(suite_count "$junit" tests)
  bad=$(suite_count "$junit" failures)
  off=$(($(suite_count "$junit" skipped) + $(suite_count "$junit" disabled)))
  if [ "$all" -eq 0 ]; then
    echo "FAILED: no test was run"
    failed=$((failed + 1))
    return
  fi
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    echo "FAILED: ctest says so ($status), although it counts no failed test"
    failed=$((failed + 1))
  fi
  passed=$((passed + all - bad - off))
  failed=$((failed + bad))
  skipped=$((skipped + off))
}

# Called by name through check.
# shellcheck disable=SC2317
build() {
  cmake --preset "$1" -Wno-dev >/dev/null && cmake --build --preset "$1"
}

build_and_test() {
  local preset=$1 junit status=0
  check "build ($preset)" build "$preset" || return
  junit=$PWD/build/$preset/tests.xml
  rm -f "$junit"
  echo "== tests ($preset)"
  QT_QPA_PLATFORM=offscreen ctest --preset "$preset" --output-junit "$junit" || status=$?
  add_counts "$junit" "$status"
}

# The package waits for the network most of the time, so it is tested while the sanitizers compile.
package_log=$PWD/build/linux-package.txt

add_package() {
  local last
  wait "$package_job"
  echo "== Linux package"
  cat "$package_log"
  last=$(tail -n 1 "$package_log")
  if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
  else
    echo "FAILED: the tests of the package left no count"
    failed=$((failed + 1))
  fi
}

packaging/setup.sh build test package || { failed=1; finish; }
check "formatting" packaging/check-format.sh
check "knowledge data" python3 resources/knowledge/validate.py
build_and_test check
packaging/linux/test.sh --preset check >"$package_log" 2>&1 </dev/null &
package_job=$!
if [ "${1:-}" != --quick ]; then
  # Without those that only put figures of other tests in tables, or look at no code of ours.
  build_and_test asan
fi
add_package
finish
