#!/bin/sh
# Tell whether the site has to be built: it is of another commit, or the moment that it named has passed.
# Exit 0 if so, also where the site cannot be read; 1 if not.
set -eu
site=${1:?Usage: sh ci/due.sh https://status.example.com/}
published=$(curl --fail --silent --show-error --location --max-time 20 "${site%/}/next-change.txt") || exit 0
commit=$(printf '%s\n' "$published" | sed -n 1p)
moment=$(printf '%s\n' "$published" | sed -n 2p)
[ "$commit" = "$(git rev-parse HEAD)" ] || exit 0
[ -n "$moment" ] || exit 1
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
first=$(printf '%s\n%s\n' "$moment" "$now" | LC_ALL=C sort | sed -n 1p)
[ "$first" = "$moment" ]
