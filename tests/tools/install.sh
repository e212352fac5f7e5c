#!/bin/sh
# Installs, by Debian package name, what is missing for the groups named as
# arguments: build, test, browser, lint, bench, deb, fresh. Silent and offline
# when all is there. What the browser and client tests need from
# npm comes last.
set -eu

# group  how to see that it is there            package
wanted='
build    pc:xapian-core                         libxapian-dev
build    pc:icu-i18n                            libicu-dev
build    pc:libcmark-gfm                        libcmark-gfm-dev
build    header:cmark-gfm-core-extensions.h     libcmark-gfm-extensions-dev
build    pc:libmicrohttpd                       libmicrohttpd-dev
build    pc:yaml-0.1                            libyaml-dev
build    pc:jansson                             libjansson-dev
build    pc:libdeflate                          libdeflate-dev
build    pc:libbrotlienc                        libbrotli-dev
build    pc:libxxhash                           libxxhash-dev
build    pc:sqlite3                             libsqlite3-dev
build    pc:nettle                              nettle-dev
build    header:libstemmer.h                    libstemmer-dev
build    file:/usr/share/hunspell/pl_PL.dic     hunspell-pl
build    program:gcc                            gcc
build    program:g++                            g++
build    program:pkg-config                     pkg-config
build    header:stdlib.h                        libc6-dev
test     header:cmocka.h                        libcmocka-dev
test     program:python3                        python3
test     program:valgrind                       valgrind
test     program:groff                          groff-base
browser  program:chromium                       chromium
browser  program:node                           nodejs
browser  program:npm                            npm
browser  program:java                           default-jre-headless
browser  file:/etc/ssl/certs/ca-certificates.crt ca-certificates
browser  file:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk
browser  file:/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf fonts-noto-core
lint     program:clang-format                   clang-format
lint     program:cppcheck                       cppcheck
lint     program:git                            git
bench    program:wrk                            wrk
bench    program:nginx                          nginx-light
bench    program:python3                        python3
deb      program:dpkg-shlibdeps                 dpkg-dev
fresh    program:debootstrap                    debootstrap
fresh    program:unshare                        util-linux
'

present() {
    case $1 in
    program:*) command -v "${1#*:}" >/dev/null 2>&1 ;;
    pc:*) pkg-config --exists "${1#*:}" 2>/dev/null ;;
    file:*) [ -e "${1#*:}" ] ;;
    header:*) [ -e "/usr/include/${1#*:}" ] ;;
    esac
}

missing=$(echo "$wanted" | while read -r group check package; do
    case " $* " in
    *" ${group:-none} "*) present "$check" || echo "$package" ;;
    esac
done)
from_npm() {
    case " $* " in
    *" browser "*)
        sh "$(dirname "$0")/../browser/install.sh"
        sh "$(dirname "$0")/../clients/install.sh"
        ;;
    esac
}
[ -n "$missing" ] || { from_npm "$@"; exit; }

as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
echo "  APT  "$missing
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
    $as_root apt-get install -y -qq --no-install-recommends $missing >"$log" 2>&1
}
if ! install; then
    $as_root apt-get update -qq >"$log" 2>&1 && install || {
        cat "$log" >&2
        echo "gabay: could not install: "$missing >&2
        exit 3
    }
fi
from_npm "$@"
