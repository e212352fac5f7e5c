"""nginx beside us: the same pages, the same compressed bytes."""
import getpass
import os
import resource
import shutil
import urllib.parse
import zlib

from process import Server, free_port

CONFIGURATION = """
daemon off;
worker_processes {workers};
worker_rlimit_nofile {files};
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    default_type "text/html; charset=utf-8";
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    open_file_cache max=20000 inactive=1h;
    open_file_cache_valid 1h;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/pages;
        gzip_static on;
        gzip_vary on;
    }}
}}
"""


def program():
    return shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")


def save(folder, path, packed):
    """The page as it is, for nginx to find, and NAME.gz, our bytes."""
    name = os.path.join(folder, "pages",
                        urllib.parse.unquote(path).lstrip("/"))
    os.makedirs(os.path.dirname(name), exist_ok=True)
    with open(name, "wb") as f:
        f.write(zlib.decompress(packed, 31))
    with open(name + ".gz", "wb") as f:
        f.write(packed)


def start(folder, first, workers=2):
    port = free_port()
    conf = os.path.join(folder, "nginx.conf")
    # Workers of root's would be another user, who cannot read the folder.
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    # Its cache holds two descriptors a page.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    files = 65536 if most == resource.RLIM_INFINITY else min(most, 65536)
    with open(conf, "w") as f:
        f.write(CONFIGURATION.format(folder=folder, port=port, files=files,
                                     workers=workers, user=user))
    return Server([program(), "-p", folder, "-c", conf,
                   "-e", os.path.join(folder, "error.log")], port, first)
