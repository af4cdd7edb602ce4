"""Debian's nginx on this machine only, with the configuration that the guide for publishing ships."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]
HOSTING = PROJECT / "docs/authors/hosting"
UNPACKED = PROJECT / ".cache/nginx"
"""Where tests/system-packages.sh lays Debian's package, which is not installed: it would start a server of the machine."""
USER, PASSWORD = "reader", "let me in"
_AROUND = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/handbook.conf;
}}
"""


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def configuration(site: Path, folder: Path, port: int, *, login: Mapping[str, str] | None = None) -> str:
    """Return what the guide ships, with the lines marked YOURS filled in for this machine, and without TLS.

    Browsers trust 127.0.0.1 as they do https. With `login`, the two lines of the password give way to what the guide says
    about a login of one's own, whose addresses are changed as told.
    """
    text = (HOSTING / "nginx.conf").read_text("utf-8")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};").replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = re.sub(r"^ *ssl_certificate.*\n", "", text, flags=re.MULTILINE)
    if not Path("/etc/nginx/mime.types").is_file():
        text = text.replace("/etc/nginx/mime.types", f"{UNPACKED}/etc/nginx/mime.types")
    text = text.replace("/srv/handbook/current", str(site)).replace("/etc/nginx/handbook.htpasswd", f"{folder}/htpasswd")
    if login is not None:
        asked = (HOSTING / "oauth2-proxy.conf").read_text("utf-8")
        for written, here in login.items():
            asked = asked.replace(written, here)
        (folder / "login.conf").write_text(asked, "utf-8")
        text = re.sub(r"^ *auth_basic .*\n *auth_basic_user_file .*\n", f"    include {folder}/login.conf;\n", text, flags=re.MULTILINE)
    return text


@contextmanager
def nginx(site: Path, folder: Path, *, login: Mapping[str, str] | None = None) -> Iterator[int]:
    """Serve a site as the guide says, and give the port."""
    port = free_port()
    folder.mkdir(parents=True)
    (folder / "htpasswd").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", "utf-8")
    (folder / "handbook.conf").write_text(configuration(site, folder, port, login=login), "utf-8")
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder), "utf-8")
    program = shutil.which("nginx", path=f"/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin:{UNPACKED}/usr/sbin")
    if not program:
        raise RuntimeError("There is no nginx here: sh tests/system-packages.sh installs it.")
    with subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.PIPE, text=True) as running:
        try:
            _wait(port, running)
            yield port
        finally:
            running.terminate()
            running.wait(10)


def _wait(port: int, running: subprocess.Popen[str]) -> None:
    for _ in range(200):
        if running.poll() is not None:
            raise RuntimeError(f"nginx does not start: {running.stderr.read() if running.stderr else ''}")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx does not answer")
