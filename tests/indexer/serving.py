"""A server for a moment, for tests that look at what was compiled."""
import contextlib
import re
import subprocess


@contextlib.contextmanager
def serve(t, path, *options):
    """Gives its origin, such as http://127.0.0.1:40123."""
    child = subprocess.Popen(
        [t.program, path, "--listen", "127.0.0.1:0", *options],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        first = child.stdout.readline().decode()
        found = re.search(r" on (http://[^/\s]+)", first)
        if not found:
            raise RuntimeError("no address: %r" % first)
        yield found[1]
    finally:
        child.terminate()
        child.wait()
        child.stdout.close()
