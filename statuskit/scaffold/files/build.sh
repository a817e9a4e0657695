#!/bin/sh
# Build the site, and write beside it of which commit it is and when it will change next.
set -eu
now=$(date -u +%Y-%m-%dT%H:%M:%SZ) # one moment for both, so that nothing happens in between
statuskit build --strict --now "$now"
{
    git rev-parse HEAD
    statuskit next-change --after "$now"
} >site/next-change.txt
