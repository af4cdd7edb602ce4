#!/bin/sh
# Installs what the tests need and the machine lacks: Chromium, a font with Chinese characters, git, openssl; and lays nginx into .cache/.
# Of Chromium the one without a window where the system has it: it opens a page in half the time.
set -eu
cd "$(dirname "$0")/.."

missing=""
command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="chromium"
command -v git >/dev/null 2>&1 || missing="$missing git"
command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
if ! command -v fc-list >/dev/null 2>&1; then
    missing="$missing fontconfig fonts-wqy-microhei"
elif [ -z "$(fc-list :lang=zh)" ]; then
    missing="$missing fonts-wqy-microhei"
fi
nginx=""
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1 || [ -x .cache/nginx/usr/sbin/nginx ] || nginx="nginx nginx-common"
[ -n "$missing$nginx" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need: $missing $nginx. Install them with your system's package manager." >&2
    exit 1
fi
run=""
[ "$(id -u)" -eq 0 ] || run="sudo"
echo "Installing: $missing $nginx"
$run apt-get update -qq
if [ "${missing#chromium}" != "$missing" ] && apt-cache show chromium-headless-shell >/dev/null 2>&1; then
    missing="chromium-headless-shell${missing#chromium}"
fi
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086  (a list of packages)
    DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
# Only unpacked: once installed, Debian starts it as a server of the machine.
if [ -n "$nginx" ]; then
    rm -rf .cache/nginx
    mkdir -p .cache/nginx
    # shellcheck disable=SC2086  (a list of packages)
    (cd .cache/nginx && apt-get download -qq $nginx 2>/dev/null && for package in *.deb; do dpkg-deb -x "$package" .; done)
fi
