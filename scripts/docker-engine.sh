#!/usr/bin/env bash
# Starts a Docker engine where none runs, for the tests with containers, and stops the one that it started.
#
#     scripts/docker-engine.sh start
#     scripts/docker-engine.sh stop
#
# Needs root and Debian's docker.io. The engine that it starts has a folder of its own, which goes when it stops.
set -euo pipefail

folder="${ANE_ORACLE_DOCKER:-/var/tmp/ane-oracle-docker}"

case "${1:-}" in
  start)
    if docker info >/dev/null 2>&1; then
      exit 0
    fi
    mkdir -p "$folder"
    dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/pid" \
      >"$folder/log" 2>&1 </dev/null &
    for _ in $(seq 150); do
      if docker info >/dev/null 2>&1; then
        exit 0
      fi
      sleep 0.2
    done
    echo "The Docker engine did not start: $(tail -n 5 "$folder/log")" >&2
    "$0" stop || true
    exit 1
    ;;
  stop)
    if [ -f "$folder/pid" ]; then
      engine="$(cat "$folder/pid")"
      if [ "$(cat "/proc/$engine/comm" 2>/dev/null)" = dockerd ]; then
        kill "$engine"
        tail --pid="$engine" -f /dev/null
      fi
      rm -rf "${folder:?}"/{data,exec,pid,log}
      rmdir "$folder" 2>/dev/null || true
    fi
    ;;
  *)
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 64
    ;;
esac
