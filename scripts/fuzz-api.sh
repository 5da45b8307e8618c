#!/usr/bin/env bash
# Sends the packaged service requests made from its own API document: none may end in a server error or in an answer
# that the document does not have. Takes the jar of `mvn package`; SECONDS_EACH (default 40) is the time it takes.
# With --prepare only the tool is installed, under openapi/target.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$PWD/openapi/target/venv
if ! cmp -s openapi/requirements.txt "$tool/requirements.txt"; then
  python3 -m venv --clear "$tool"
  "$tool/bin/pip" install -q --disable-pip-version-check -r openapi/requirements.txt
  cp openapi/requirements.txt "$tool/requirements.txt"
fi
if [ "${1:-}" = --prepare ]; then
  exit
fi

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=${1:-$(find service/target -maxdepth 1 -name "ane-oracle-service-*.jar" | sort | head -1)}
seconds=${SECONDS_EACH:-40}
port=${PORT:-18099}
work=$(mktemp -d)
service=

finish() {
  if [ -n "$service" ]; then
    kill "$service" 2>/dev/null || true
    wait "$service" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

"$java" -jar "$jar" --server.port="$port" --ane-oracle.data-directory="$work/data" >"$work/service.log" 2>&1 &
service=$!
base=http://127.0.0.1:$port
curl -sf --retry 60 --retry-delay 1 --retry-all-errors "$base/actuator/health/liveness" >/dev/null

# Something to find: the models that the document's examples name.
for model in examples/TinyClassifier.mlmodel examples/TinyProgram.mlpackage.zip; do
  curl -sf -F "model=@$model" -H 'Prefer: wait=30' "$base/api/v1/evaluations?label=nightly" >/dev/null
done

cd openapi
"$tool/bin/schemathesis" --config-file schemathesis.toml run ane-oracle.yaml --url "$base" \
  --max-time "$seconds" --request-timeout 70 --seed "${SEED:-1}" --max-failures 20 --continue-on-failure \
  --generation-database none --no-color

if grep -q ' ERROR ' "$work/service.log"; then
  echo 'The service logged errors:' >&2
  grep ' ERROR ' "$work/service.log" | head -20 >&2
  exit 1
fi
