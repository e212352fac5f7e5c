"""Sockets: files, IPv6, handed over by a service manager, which is told how
we are."""
import os
import signal
import socket
import stat

import special


def run(t):
    path = t.make("listen", special.entries())
    files(t, path)
    left_over(t, path)
    ipv6(t, path)
    handed_over(t, path)
    notified(t, path)


def ok(server):
    return server.get("/en/returns").status == 200


def files(t, path):
    name = t.path("mode.sock")
    server = t.serve(path, "--quiet", "--socket-mode", "0640",
                     listen="unix:" + name)
    t.ok(ok(server), "a socket file serves")
    t.eq(stat.S_IMODE(os.stat(name).st_mode), 0o640, "it has the mode asked")
    made = t.run(t.program, path, "--listen", "unix:" + name)
    t.eq(made.returncode, 3, "one in use is not taken over")
    t.ok(ok(server), "and goes on serving")
    t.eq(server.stop(), 0, "its server ends well")
    t.ok(not os.path.exists(name), "and removes it")
    server = t.serve(path, "--quiet", listen="unix:" + name)
    os.unlink(name)
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(name)
        server.stop()
        t.ok(os.path.exists(name), "but not what somebody else put there")
    for bad in ("8", "rw", "", "1777"):
        made = t.run(t.program, path, "--socket-mode", bad)
        t.eq(made.returncode, 2, "--socket-mode '%s' is refused" % bad)


def left_over(t, path):
    name = t.path("stale.sock")
    server = t.serve(path, "--quiet", listen="unix:" + name)
    server.child.kill()
    server.child.wait()
    t.ok(os.path.exists(name), "a killed server leaves its socket file")
    server = t.serve(path, "--quiet", listen="unix:" + name)
    t.ok(ok(server), "the next one replaces it")
    server.stop()
    with open(name, "w") as f:
        f.write("precious")
    made = t.run(t.program, path, "--listen", "unix:" + name)
    t.eq(made.returncode, 3, "a file that is no socket is never replaced")
    with open(name) as f:
        t.eq(f.read(), "precious", "it is as it was")
    os.unlink(name)
    os.symlink(t.path("nowhere"), name)
    made = t.run(t.program, path, "--listen", "unix:" + name)
    t.ok(made.returncode == 3 and os.path.islink(name), "neither is a link")
    made = t.run(t.program, path, "--listen", "unix:" + t.path("no/x.sock"))
    t.eq(made.returncode, 3, "nor is a folder made")


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as s:
            s.bind(("::1", 0))
        return True
    except OSError:
        return False


def ipv6(t, path):
    if not has_ipv6():
        t.skip("IPv6", "there is none here")
        return
    server = t.serve(path, "--quiet", listen="[::1]:0")
    t.ok(server.announced.startswith("http://[::1]:") and ok(server), "[::1]",
         server.announced)
    server.stop()
    server = t.serve(path, "--quiet", "--max-connections-per-address", "3",
                     listen="[::]:0")
    port = server.address[1]
    statuses, wires = [], []
    server.address = ("::1", port)
    t.eq(server.get("/en/returns").status, 200, "[::] answers IPv6")
    # Nothing was asked from here before: a connection that is closing would
    # be counted still.
    server.address = ("127.0.0.1", port)
    for _ in range(5):
        wires.append(server.wire())
        try:
            wires[-1].send("GET /en/returns HTTP/1.1\r\nHost: a\r\n\r\n")
            statuses.append(wires[-1].reply().status)
        except (AttributeError, OSError):
            statuses.append(0)
    t.eq(statuses, [200, 200, 200, 0, 0],
         "and IPv4, an address of which is counted as such")
    for w in wires:
        w.socket.close()
    server.stop()


def handed_over(t, path):
    """The socket outlives the server: nobody is refused between two."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    server = t.serve(path, "--quiet", handed=listener, listen="nonsense")
    t.eq(server.address, listener.getsockname(),
         "a socket handed over is used, whatever --listen says")
    t.ok(ok(server), "and answered on")
    server.stop()
    with server.wire() as between:
        between.send("GET /en/returns HTTP/1.1\r\nHost: a\r\n\r\n")
        server = t.serve(path, "--quiet", handed=listener)
        t.eq(between.reply().status, 200, "who comes between two servers "
             "waits for the second")
    server.stop()
    listener.close()
    name = t.path("handed.sock")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(name)
    listener.listen(64)
    server = t.serve(path, "--quiet", handed=listener)
    t.ok(server.announced == "unix:" + name and ok(server),
         "a socket file handed over", server.announced)
    server.stop()
    t.ok(os.path.exists(name), "is not ours to remove")
    listener.close()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wrong:
        wrong.bind(("127.0.0.1", 0))
        try:
            t.serve(path, handed=wrong)
            t.ok(False, "a datagram socket is refused")
        except RuntimeError as e:
            t.ok("descriptor 3" in str(e), "a datagram socket is refused", e)
    env = {"LISTEN_FDS": "1", "LISTEN_PID": "1"}
    server = t.serve(path, "--quiet", env=env)
    t.ok(ok(server), "what was meant for another process is not taken")
    server.stop()


def notified(t, path):
    for name in (t.path("notify.sock"), "\0gabay-test-%d" % os.getpid()):
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        manager.bind(name)
        manager.settimeout(10)

        def state():
            first, second = manager.recv(200).decode().split("\n")
            return first if second.startswith("MONOTONIC_USEC=") else second

        server = t.serve(path, "--quiet",
                         env={"NOTIFY_SOCKET": name.replace("\0", "@")})
        t.eq(state(), "READY=1", "a service manager is told of the start")
        server.signal(signal.SIGHUP)
        t.eq([state(), state()], ["RELOADING=1", "READY=1"], "of SIGHUP")
        server.signal(signal.SIGTERM)
        t.eq(state(), "STOPPING=1", "and of the end")
        t.eq(server.stop(), 0, "which goes well")
        manager.close()
    server = t.serve(path, "--quiet",
                     env={"NOTIFY_SOCKET": t.path("nobody.sock")})
    t.ok(ok(server), "nobody there to be told is no problem")
    server.stop()
