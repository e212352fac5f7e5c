#!/usr/bin/env bash
# make fresh: what a newcomer and an operator do, on a bare Debian 12. As root.
#
# Two folders by debootstrap: in the one a clone is built, run and tested by the
# README's commands; in the other, which has no compiler, the package made there
# is installed, started, upgraded and purged. Packages come from where this
# machine gets its own. All of it runs in a mount and process namespace, which
# ends everything that was started or mounted in it.
#
# FRESH_TEST='make lint', for one, tests less while this file is worked on.
set -eu
cd "$(dirname "$0")/.."

suite=bookworm
passed=0 failed=0

# What a step printed is shown only when it failed.
step() { # name command...
    local name=$1 start=$SECONDS
    shift
    if "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        echo "ok $((passed + failed)) - $name ($((SECONDS - start)) s)"
    else
        failed=$((failed + 1))
        echo "not ok $((passed + failed)) - $name ($((SECONDS - start)) s)"
        tail -n 40 "$log" | sed 's/^/    /'
    fi
}

# A step without which the rest says nothing.
must() {
    local before=$failed
    step "$@"
    [ $failed -eq $before ] || finish
}

finish() {
    echo "$passed passed, $failed failed"
    [ $failed -eq 0 ]
    exit
}

# The archive that this machine's own settings name.
archive() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
        "Codename: $suite" 'Component: main' | head -n 1
}

bootstrap() { # folder
    debootstrap --variant=minbase $suite "$1" "$mirror"
    rm -rf "$1/etc/apt"
    cp -a /etc/apt "$1/etc/apt"
    # Settings of programs that are not there are no settings of the source.
    grep -lE 'Pre-Invoke|Post-Invoke|Pre-Install-Pkgs' \
        "$1"/etc/apt/apt.conf.d/* | xargs -r rm -f
    cp -L /etc/resolv.conf /etc/hosts "$1/etc/"
}

enter() { # folder command...
    local folder=$1
    shift
    chroot "$folder" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive LISTEN="$at" \
        sh -c "$1"
}

mount_in() { # folder
    mount -t proc proc "$1/proc"
    mount --rbind /sys "$1/sys"
    mount --rbind /dev "$1/dev"
    mount -t tmpfs tmpfs "$1/run"
}

# The status line and body of GET $1; fails while nobody listens.
ask() {
    exec 3<>"/dev/tcp/${at%:*}/${at##*:}" || return 1
    printf 'GET %s HTTP/1.1\r\nHost: fresh.example\r\nConnection: close\r\n\r\n' \
        "$1" >&3
    tr -d '\0' <&3
    exec 3<&-
}

answers() { # seconds path part-of-the-answer
    local until=$((SECONDS + $1))
    while [ $SECONDS -lt $until ]; do
        if ask "$2" 2>/dev/null | grep -q "$3"; then
            return 0
        fi
        sleep 0.5
    done
    echo "no '$3' at $2 on $at:"
    ask "$2" | head -n 20
    cat "$output"
    return 1
}

begin() { # folder command: in the background, as a process group of its own
    set -m
    enter "$1" "$2" >"$output" 2>&1 &
    running=$!
    set +m
}

end() { # ends what begin() has begun, which must end well within 20 seconds
    local until=$((SECONDS + 20))
    kill -TERM -- "-$running"
    while kill -0 -- "-$running" 2>/dev/null; do
        if [ $SECONDS -ge $until ]; then
            kill -KILL -- "-$running"
            cat "$output"
            return 1
        fi
        sleep 0.1
    done
    wait "$running" || true
}

newcomer() {
    must 'apt-get install -y git make' enter "$build" \
        'apt-get update -qq && apt-get install -y git make'
    must 'git clone' git clone -q --no-hardlinks . "$build/srv/gabay"
    begin "$build" 'cd /srv/gabay && make run'
    must 'make run builds and answers' answers 900 /en/ '<title>'
    step 'its search answers' \
        answers 5 '/pl/search?q=zwrot' '<mark>'
    step 'it ends at a signal' end
    step "${FRESH_TEST:-make test}" enter "$build" \
        "cd /srv/gabay && ${FRESH_TEST:-make test}"
    if [ -z "${FRESH_TEST:-}" ]; then
        grep -E 'skipped: |[0-9]+ passed,' "$log" | sed 's/^ */    /'
    fi
    must 'make deb' enter "$build" 'cd /srv/gabay && make deb'
    must 'make deb of the next version' enter "$build" \
        "cd /srv/gabay && make deb VERSION=$next"
    cp "$build"/srv/gabay/build/gabay_*.deb "$run/srv/"
}

# The unit's own command as the unit's own user: no systemd runs here.
start_unit() {
    local unit=$run/usr/lib/systemd/system/gabay-server.service
    local command user
    command=$(sed -n 's/^ExecStart=//p' "$unit")
    user=$(sed -n 's/^User=//p' "$unit")
    begin "$run" "exec setpriv --reuid $user --regid $user --clear-groups \
        --no-new-privs $command --listen $at"
}

serves() { # name of the step
    start_unit
    step "$1" answers 20 /ko/ '<html lang="ko"'
    step 'and the sitemap of the Host asked for' \
        answers 5 /sitemap.xml 'http://fresh.example/en/'
    step 'it ends at a signal' end
}

upgraded() {
    enter "$run" "dpkg -s gabay | grep -x 'Version: $next'" &&
        grep -x 'quiet = true' "$run/etc/gabay/server.conf" &&
        cmp "$run/srv/kept.gabay" "$run/var/lib/gabay/help.gabay"
}

purged() {
    local left
    left=$(find "$run" -xdev \( -path "$run/srv" -o -path "$run/proc" \) \
        -prune -o -name '*gabay*' -print; enter "$run" \
        'getent passwd gabay; dpkg -l gabay 2>/dev/null | grep gabay' || true)
    echo "$left"
    [ -z "$left" ]
}

operator() {
    must 'apt-get install the package, nothing else' enter "$run" \
        "apt-get update -qq &&
        apt-get install -y --no-install-recommends /srv/gabay_$version.deb"
    step 'programs and libraries fit' enter "$run" \
        'gabay-server --version && gabay-indexer --version'
    serves 'the unit'\''s command serves as its own user'
    echo 'quiet = true' >>"$run/etc/gabay/server.conf"
    cp "$run/var/lib/gabay/help.gabay" "$run/srv/kept.gabay"
    must 'apt-get install the next version' enter "$run" \
        "apt-get install -y --no-install-recommends /srv/gabay_$next.deb"
    step 'settings and site are kept' upgraded
    serves 'the next version serves'
    step 'removed, the site stays' enter "$run" \
        'apt-get remove -y gabay && [ -e /var/lib/gabay/help.gabay ] &&
        [ ! -e /usr/bin/gabay-server ]'
    step 'apt-get purge' enter "$run" 'apt-get purge -y gabay'
    step 'nothing of it is left' purged
}

inside() {
    mount --make-rprivate /
    mirror=$(archive)
    version=$(sed -n 's/^VERSION *:= *//p' Makefile) next=$version+next
    build=$work/build run=$work/run log=$work/log output=$work/output
    at=127.0.0.1:$((20000 + RANDOM % 10000))
    must "debootstrap $suite" bootstrap "$build"
    cp -a "$build" "$run"
    mount_in "$build"
    mount_in "$run"
    newcomer
    operator
    finish
}

clean_up() {
    kill "$child" 2>/dev/null || true
    wait || true
    rm -rf --one-file-system "$work"
}

outside() {
    [ "$(id -u)" -eq 0 ] || {
        echo 'make fresh needs root: it mounts and installs in a folder.' >&2
        exit 3
    }
    [ -z "$(git status --porcelain)" ] ||
        echo 'note: what is not committed is not in the clone'
    child=
    work=$(mktemp -d "${TMPDIR:-/tmp}/gabay-fresh-XXXXXX")
    trap clean_up EXIT
    trap 'exit 130' INT TERM HUP
    FRESH_WORK=$work unshare --mount --pid --fork --kill-child \
        bash tests/fresh.sh inside &
    child=$!
    wait $child
}

if [ "${1:-}" = inside ]; then
    work=$FRESH_WORK
    inside
else
    outside
fi
