#!/usr/bin/env bash
# Packs what `mvn package` made into a release: a folder, and the same as tar.gz with its checksum, in target/release.
#
#     mvn -q -B package -DskipTests
#     scripts/release.sh [jar]
#
# Run on a Mac it builds the native helper and puts it in; elsewhere there is none to put in. The cache that quickens a
# start belongs to one JDK on one machine, so the release makes it where it is installed: docs/operating.md.
set -euo pipefail
cd "$(dirname "$0")/.."

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=${1:-$(find service/target -maxdepth 1 -name 'ane-oracle-service-*.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' 2>/dev/null | sort | tail -1)} || true
if [ ! -f "$jar" ]; then
  echo "There is no jar in service/target. Make it first: mvn -q -B package -DskipTests" >&2
  exit 1
fi
version=$(basename "$jar" .jar)
version=${version#ane-oracle-service-}
system=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
name=ane-oracle-$version-$system
release=target/release/$name

rm -rf "$release" "$release.tar.gz" "$release.tar.gz.sha256"
mkdir -p "$release/bin" "$release/share" "$release/docs" "$release/examples"

# The extracted jar is named after its file.
cp "$jar" "$release/ane-oracle-service.jar"
"$java" -Djarmode=tools -jar "$release/ane-oracle-service.jar" extract --force --destination "$release/lib" >/dev/null
rm "$release/ane-oracle-service.jar"

printf '%s\n' "$version" >"$release/VERSION"
cp scripts/release/ane-oracle scripts/new-token.sh "$release/bin/"
cp scripts/release/dev.aneoracle.service.plist scripts/release/ane-oracle.service "$release/share/"
cp -R docs/*.md docs/decisions "$release/docs/"
cp examples/TinyClassifier.mlmodel examples/TinyProgram.mlpackage.zip "$release/examples/"
cp LICENSE README.md SECURITY.md "$release/"

if [ "$(uname -s)" = Darwin ]; then
  make -C native-agent -s
  mkdir "$release/helper"
  cp -R native-agent/build/ane-agent native-agent/build/canary "$release/helper/"
fi

tar -C target/release -czf "$release.tar.gz" "$name"
cd target/release
if command -v sha256sum >/dev/null; then sha256sum "$name.tar.gz"; else shasum -a 256 "$name.tar.gz"; fi >"$name.tar.gz.sha256"
echo "$release.tar.gz"
