#!/bin/sh
# Build the site and bring it to a server: sh ci/publish.sh status@server.example.com:/srv/status/
#
# From commit to public word: under a minute (an estimate), once this runs. Let a timer run it in a copy of the
# repository that nobody works in, on a machine that is not your product's, as the server must not be either:
#
#   * * * * * cd /srv/source && git pull -q --ff-only && sh ci/due.sh @url@ && sh ci/publish.sh /srv/status/
set -eu
to=${1:?Usage: sh ci/publish.sh status@server.example.com:/srv/status/}

# One at a time. Who waits builds what is newest then.
if command -v flock >/dev/null; then
    exec 9>"$(git rev-parse --git-dir)/publish.lock"
    flock 9
fi
sh ci/build.sh

# A fresh checkout has fresh times, so bytes are compared. Each pass puts its files in place together, at its end.
send() { rsync --recursive --links --compress --checksum --delay-updates --chmod=D755,F644 "$@" site/ "$to"; }
# What pages load, and what only programs ask for by itself; then pages; then what leads to them. What is no longer
# part of the site goes last, but what cached pages may still load stays.
send --exclude='*.html' --exclude='*.atom' --exclude='*.rss' --exclude='*.ics' --exclude='/updates.json' \
    --exclude='/api/' --exclude='/next-change.txt'
send --exclude='/index.html' --exclude='*.atom' --exclude='*.rss' --exclude='*.ics' --exclude='/updates.json' \
    --exclude='/api/' --exclude='/next-change.txt'
send --delete-after --filter='protect /assets/**'
