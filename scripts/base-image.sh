#!/usr/bin/env bash
# Makes the image that the client's container and the tests with containers are built on, where none can be pulled:
# Debian with Python and curl, from Debian's packages, for a running Docker engine.
#
#     scripts/base-image.sh [NAME]
#
# It trusts the authorities that this machine trusts, so that pip in it goes where pip here goes. Needs root and
# mmdebstrap. What is there already is left as it is.
set -euo pipefail

name="${1:-ane-oracle-base}"
if [ -n "$(docker image ls --quiet "$name")" ]; then
  exit 0
fi
mmdebstrap --quiet --variant=essential --include=python3-venv,curl,ca-certificates \
  --customize-hook='copy-in /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs' bookworm - \
  | docker import - "$name" >/dev/null || {
  # Half an image would be taken for the whole one next time.
  docker image rm --force "$name" >/dev/null 2>&1 || true
  exit 1
}
