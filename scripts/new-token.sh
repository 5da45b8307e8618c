#!/bin/sh
# Makes a token: prints it once, and adds its name, role and digest to a tokens file.
#
#     scripts/new-token.sh TOKENS-FILE NAME read|submit|admin
set -eu
umask 077

if [ $# -ne 3 ]; then
  echo "usage: $0 TOKENS-FILE NAME read|submit|admin" >&2
  exit 2
fi
file=$1 name=$2 role=$3

case $role in
  read | submit | admin) ;;
  *) echo "The role is read, submit or admin, not '$role'." >&2; exit 2 ;;
esac
case $name in
  '' | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*)
    echo "The name has letters, digits, dots, hyphens and underscores." >&2; exit 2 ;;
esac
if [ -e "$file" ] && cut -d' ' -f1 "$file" | grep -qxF -e "$name"; then
  echo "There is a token named '$name' in $file already; take its line out first." >&2
  exit 1
fi

token=$(openssl rand -hex 32)
digest=$(printf %s "$token" | openssl dgst -sha256 -r | cut -d' ' -f1)
printf '%s %s sha256:%s\n' "$name" "$role" "$digest" >> "$file"
printf '%s\n' "$token"
