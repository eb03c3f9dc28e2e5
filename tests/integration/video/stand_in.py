"""A video gateway's stand-in: WVP's and ZLMediaKit's addresses, and a real HLS stream behind them."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.photos import jpeg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY, SECRET = "wvp-key", "zlm-secret"


class StandIn(ThreadingHTTPServer):
    """Serves one film under every stream's name; remembers what runs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.running: set[str] = set()
        #: What was asked, by path.
        self.asked: list[str] = []
        #: Answers that come instead of the usual ones: body by path.
        self.instead: dict[str, bytes] = {}

    @property
    def base(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def standing_in(folder: Path) -> Iterator[StandIn]:
    """Serve until the end of the block."""
    server = StandIn(folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.asked.append(parts.path)
        if parts.path in self.server.instead:
            self._say(self.server.instead[parts.path])
        elif parts.path.startswith("/api/"):
            self._wvp(parts.path, query)
        elif parts.path.startswith("/index/api/"):
            self._zlm(parts.path.removeprefix("/index/api/"), query)
        else:
            self._file(parts.path.rpartition("/")[2])

    def _wvp(self, path: str, query: dict[str, str]) -> None:
        if self.headers.get("api-key") != KEY:
            self._json({"code": 401, "msg": "请登录后重新请求"})
            return
        jt = path.startswith("/api/jt1078/live/")
        name = f"jt_{query['phoneNumber']}_{query['channelId']}" if jt else "_".join(path.split("/")[-2:])
        verb = path.split("/")[4 if jt else 3]
        if verb == "stop":
            self.server.running.discard(name)
            self._json({"code": 0, "msg": "成功"})
            return
        self.server.running.add(name)
        streams = {"hls": f"{self.server.base}/rtp/{name}/hls.m3u8", "https_hls": None, "rtsp": f"rtsp://x/rtp/{name}"}
        self._json({"code": 0, "msg": "成功", "data": {"app": "rtp", "stream": name, **streams}})

    def _zlm(self, verb: str, query: dict[str, str]) -> None:
        if query.get("secret") != SECRET:
            self._json({"code": -100, "msg": "Incorrect secret"})
        elif verb == "isMediaOnline":
            self._json({"code": 0, "online": query["stream"] in self.server.running})
        elif verb == "addStreamProxy":
            if query["stream"] in self.server.running:
                self._json({"code": -1, "msg": "This stream already exists"})
                return
            self.server.running.add(query["stream"])
            self._json({"code": 0, "data": {"key": f"{query['vhost']}/{query['app']}/{query['stream']}"}})
        elif verb == "delStreamProxy":
            self.server.running.discard(query["key"].rpartition("/")[2])
            self._json({"code": 0, "data": {"flag": True}})
        elif verb == "getSnap":
            self._say(jpeg(), "image/jpeg")

    def _file(self, name: str) -> None:
        found = self.server.folder / name
        if found.is_file():
            kind = "application/vnd.apple.mpegurl" if name.endswith("m3u8") else "video/mp2t"
            self._say(found.read_bytes(), kind)
        else:
            self.send_error(404)

    def _json(self, said: Any) -> None:
        self._say(json.dumps(said).encode(), "application/json")

    def _say(self, body: bytes, kind: str = "application/json") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
