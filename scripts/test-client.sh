#!/usr/bin/env bash
# Checks and tests the Python client in a virtual environment of its own, against the packaged service:
#
#     mvn -q -B -pl service package -DskipTests
#     scripts/test-client.sh [pytest's arguments]
#
# PYTHON names another Python (3.10 or newer). ANE_ORACLE_TESTS=required fails where the service cannot be started, in
# place of skipping. With --prepare only the environment is made.
set -euo pipefail
cd "$(dirname "$0")/../client"

environment="${CLIENT_VENV:-target/venv}"
stamp="$environment/requirements.txt"
if ! cmp -s requirements-test.txt "$stamp"; then
  "${PYTHON:-python3}" -m venv --clear "$environment"
  "$environment/bin/pip" install -q --disable-pip-version-check -r requirements-test.txt
  cp requirements-test.txt "$stamp"
fi
if [ "${1:-}" = --prepare ]; then
  exit
fi
"$environment/bin/pip" install -q --disable-pip-version-check --no-deps --no-build-isolation --force-reinstall .

"$environment/bin/ruff" format --check .
"$environment/bin/ruff" check .
"$environment/bin/mypy"
"$environment/bin/pytest" "$@"
