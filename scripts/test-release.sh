#!/usr/bin/env bash
# Packs a release, and does with it what an operator does, as far as that can be done on Linux: unpack, start, ask, stop;
# the files for launchd and systemd are checked, and installing runs against stand-ins for their programs.
#
#     mvn -q -B package -DskipTests
#     scripts/test-release.sh
set -euo pipefail
cd "$(dirname "$0")/.."

port=${PORT:-18098}
limit=90
work=$(mktemp -d)
service=

finish() {
  if [ -n "$service" ]; then
    kill -KILL "$service" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

fail() {
  echo "test-release: $*" >&2
  if [ -f "$work/log" ]; then
    tail -20 "$work/log" >&2
  fi
  exit 1
}

# Awaits that a command succeeds, for at most so many seconds.
await() {
  local i
  for ((i = 0; i < limit * 20; i++)); do
    if "$@" >/dev/null 2>&1; then
      return
    fi
    if [ -n "$service" ] && ! kill -0 "$service" 2>/dev/null; then
      fail "the service ended before this held: $*"
    fi
    sleep 0.05
  done
  fail "not within $limit seconds: $*"
}

if command -v shellcheck >/dev/null; then
  shellcheck scripts/*.sh scripts/release/ane-oracle
fi

archive=$(scripts/release.sh)
(cd target/release && sha256sum --quiet -c "$(basename "$archive").sha256")
mkdir "$work/a folder"
tar -C "$work/a folder" -xzf "$archive"
release=$(echo "$work/a folder"/ane-oracle-*)
program=$release/bin/ane-oracle
export HOME=$work/home ANE_ORACLE_CACHE=$work/cache
mkdir "$HOME"

# By a link, as one on the PATH would be.
mkdir "$work/bin"
ln -s "$program" "$work/bin/ane-oracle"
[ "$("$work/bin/ane-oracle" --version)" = "ane-oracle $(cat "$release/VERSION")" ] || fail "--version"
if "$program" nonsense 2>/dev/null; then fail "an unknown command is taken"; fi

mkdir -p "$work/jdk17/bin"
printf '#!/bin/sh\n' >"$work/jdk17/bin/java"
chmod +x "$work/jdk17/bin/java"
echo 'JAVA_VERSION="17.0.9"' >"$work/jdk17/release"
if JAVA_HOME=$work/jdk17 "$program" 2>"$work/refused"; then fail "a JDK 17 is taken"; fi
grep -q "which is no JDK 25" "$work/refused" || fail "a JDK 17 is refused with: $(cat "$work/refused")"

"$program" train
[ "$(find "$work/cache" -name '*.aot' | wc -l)" = 1 ] || fail "there is not one cache: $(ls "$work/cache")"

# The settings come from the folder of the configuration, and Java ends at once if the cache does not fit.
mkdir "$work/config"
printf 'ane-oracle:\n  node: from-the-file\n' >"$work/config/application.yaml"
begun=$(date +%s%N)
ANE_ORACLE_CONFIG=$work/config JAVA_OPTS=-XX:AOTMode=on "$program" --server.port="$port" \
  --ane-oracle.data-directory="$work/data" >"$work/log" 2>&1 &
service=$!
await curl -sf "http://127.0.0.1:$port/actuator/health/readiness"
echo "ready after $((($(date +%s%N) - begun) / 1000000)) ms"
if grep -q "making the cache" "$work/log"; then fail "the cache is made again"; fi
curl -sf -H 'Prefer: wait=30' -F "model=@$release/examples/TinyClassifier.mlmodel" \
  "http://127.0.0.1:$port/api/v1/evaluations?target=M1@12" >"$work/answer"
grep -q '"status":"PARTIAL"' "$work/answer" || fail "the example is answered with: $(cat "$work/answer")"
curl -sf "http://127.0.0.1:$port/api/v1/hosts" | grep -q from-the-file || fail "the configuration is not read"
kill -TERM "$service"
ended=0
wait "$service" || ended=$?
service=
[ "$ended" = 143 ] || fail "it ended with $ended at SIGTERM"
grep -q "Graceful shutdown complete" "$work/log" || fail "it did not end what was under way"

# A unit has no blanks in its paths.
mv "$work/a folder" "$work/folder"
program=$(echo "$work/folder"/ane-oracle-*/bin/ane-oracle)
"$program" service-file >"$work/ane-oracle.service"
if command -v systemd-analyze >/dev/null; then
  systemd-analyze verify "$work/ane-oracle.service"
fi

# macOS: the same program, with stand-ins for what only a Mac has.
mkdir "$work/mac"
cat >"$work/mac/uname" <<'TEXT'
#!/bin/sh
case $1 in -s) echo Darwin ;; *) echo "Darwin 25.0.0 arm64" ;; esac
TEXT
cat >"$work/mac/id" <<'TEXT'
#!/bin/sh
case $1 in -u) echo 501 ;; *) echo operator ;; esac
TEXT
cat >"$work/mac/launchctl" <<'TEXT'
#!/bin/sh
echo "$@" >>"$HOME/calls"
case $1 in
  print) test -e "$HOME/loaded" ;;
  bootstrap) touch "$HOME/loaded" ;;
  bootout) rm "$HOME/loaded" ;;
esac
TEXT
# A JDK that learns nothing: the service is installed all the same.
mkdir -p "$work/jdk25/bin"
cp "$work/jdk17/bin/java" "$work/jdk25/bin/java"
echo 'JAVA_VERSION="25"' >"$work/jdk25/release"
chmod +x "$work"/mac/*
export JAVA_HOME=$work/jdk25
plist=$HOME/Library/LaunchAgents/dev.aneoracle.service.plist
PATH=$work/mac:$PATH "$program" install >"$work/installed"
PATH=$work/mac:$PATH "$program" install >"$work/installed"
grep -v '^print' "$HOME/calls" >"$work/calls"
cat >"$work/expected" <<TEXT
enable gui/501/dev.aneoracle.service
bootstrap gui/501 $plist
bootout gui/501/dev.aneoracle.service
enable gui/501/dev.aneoracle.service
bootstrap gui/501 $plist
TEXT
diff "$work/expected" "$work/calls" || fail "launchctl is not called as meant"
python3 - "$plist" "$program" service/src/main/resources/application.yaml <<'TEXT'
import plistlib, re, sys
agent = plistlib.load(open(sys.argv[1], "rb"))
known = {"Label", "ProgramArguments", "EnvironmentVariables", "WorkingDirectory", "RunAtLoad", "KeepAlive",
         "ThrottleInterval", "ExitTimeOut", "ProcessType", "SoftResourceLimits", "Umask", "StandardOutPath",
         "StandardErrorPath"}
assert set(agent) == known, set(agent) ^ known
assert agent["Label"] == "dev.aneoracle.service" and agent["ProgramArguments"] == [sys.argv[2]], agent
assert agent["KeepAlive"] is True and agent["RunAtLoad"] is True and agent["Umask"] == 0o077, agent
assert agent["ProcessType"] in ("Background", "Standard", "Adaptive", "Interactive"), agent
assert "@" not in str(agent), agent
drain = int(re.search(r"drain: (\d+)s", open(sys.argv[3]).read()).group(1))
assert agent["ExitTimeOut"] > drain + 30, (agent["ExitTimeOut"], drain)
TEXT
[ "$(sed -n 's/^TimeoutStopSec=//p' "$work/ane-oracle.service")" = \
  "$(grep -A1 ExitTimeOut "$plist" | sed -n 's/[^0-9]*\([0-9]*\).*/\1/p' | tail -1)" ] ||
  fail "launchd and systemd do not wait for as long"
PATH=$work/mac:$PATH "$program" uninstall >/dev/null
if [ -e "$plist" ] || [ -e "$HOME/loaded" ]; then fail "uninstall leaves the agent"; fi
echo "the release is as it should be"
