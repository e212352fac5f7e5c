#!/bin/sh
# deb.sh ROOT VERSION OUT.deb: makes a package of what `make install` put into
# ROOT. Sizes, dependencies and checksums are found out, not written down.
set -eu

root=$(realpath "$1") version=$2 out=$(realpath -m "$3")
here=$(dirname "$(realpath "$0")")
share=$root/usr/share

strip --strip-unneeded "$root"/usr/bin/*
gzip -9nf "$share"/man/man*/*
install -D -m 644 "$here/deb/copyright" "$share/doc/gabay/copyright"

# dpkg-shlibdeps wants to stand in a source package.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/debian"
echo 'Source: gabay' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O "$root"/usr/bin/* 2>"$work/log" |
    sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || { cat "$work/log" >&2; exit 3; }

mkdir -p "$root/DEBIAN"
for script in postinst prerm postrm; do
    install -m 755 "$here/deb/$script" "$root/DEBIAN/$script"
done
echo /etc/gabay/server.conf >"$root/DEBIAN/conffiles"
(cd "$root" && find usr -type f -exec md5sum {} + | LC_ALL=C sort -k2) \
    >"$root/DEBIAN/md5sums"
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$(dpkg --print-architecture)/" \
    -e "s/@SIZE@/$(du -sk --exclude=DEBIAN "$root" | cut -f1)/" \
    -e "s/@DEPENDS@/$depends, passwd, util-linux/" \
    "$here/deb/control.in" >"$root/DEBIAN/control"
dpkg-deb --build --root-owner-group "$root" "$out" >/dev/null
