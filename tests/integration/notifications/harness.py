"""Other sides of the port that really listen: a mail server, gateways, a push service that opens what it is sent."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import http_ece
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gridwarden.platform.notifications.adapters.fake import FakeCarrier
from gridwarden.platform.notifications.adapters.push import WebPush
from gridwarden.platform.notifications.adapters.sms import SmsGateway
from gridwarden.platform.notifications.adapters.smtp import Smtp
from gridwarden.platform.notifications.adapters.wechat import WorkWeChat
from gridwarden.platform.notifications.ports import AddressGone, Channel, NotCarried, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gridwarden.platform.notifications.ports import Carrier

SECRET = "shared with the gateway"


@dataclass
class OtherSide:
    """What a carrier speaks to. ``arrived`` holds the texts that a person would see, each time they would see it."""

    carrier: Carrier
    address: str
    wrong_address: str
    arrived: list[str] = field(default_factory=list)
    #: What the next requests are answered with: ``busy``, ``never`` or ``gone``.
    moods: list[str] = field(default_factory=list)
    #: Makes whoever listens go away.
    leave: Callable[[], None] = lambda: None


@contextmanager
def fake() -> Iterator[OtherSide]:
    carrier = FakeCarrier(Channel.SMS)
    side = OtherSide(carrier, "13800000000", "wrong")
    failures = {"busy": NotCarried("busy"), "never": Rejected("never"), "gone": AddressGone("gone")}

    class Moods(list[str]):
        def append(self, mood: str) -> None:
            carrier.failures.append(failures[mood])

    class Arrived(list[str]):
        def __eq__(self, other: object) -> bool:
            return [one.text for one in carrier.taken] == other

        __hash__ = None

    side.moods, side.arrived = Moods(), Arrived()
    side.leave = lambda: carrier.failures.append(_unreachable())
    yield side


def _unreachable() -> NotCarried:
    from gridwarden.platform.notifications.ports import Unreachable  # noqa: PLC0415 - for this line

    return Unreachable("gone home")


@contextmanager
def _listening(answer: Callable[[BaseHTTPRequestHandler, bytes], tuple[int, Any]]) -> Iterator[ThreadingHTTPServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, said = answer(self, body)
            data = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST  # noqa: N815 - the server's name for it

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


STATUS = {"busy": 503, "never": 400, "gone": 410}


@contextmanager
def sms() -> Iterator[OtherSide]:
    seen: dict[str, str] = {}

    def answer(request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, Any]:
        signed = request.headers["X-Timestamp"].encode() + b"\n" + body
        wanted = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(wanted, request.headers["X-Signature"]):
            return 401, {}
        if side.moods:
            return STATUS[side.moods.pop(0)], {"why": "mood"}
        key = request.headers["Idempotency-Key"]
        if key not in seen:
            seen[key] = f"sms-{len(seen)}"
            side.arrived.append(json.loads(body)["text"])
        return 200, {"reference": seen[key]}

    with _listening(answer) as server:
        url = f"http://127.0.0.1:{server.server_port}/send"
        side = OtherSide(SmsGateway(url, SECRET), "13800000000", "110")
        side.leave = lambda: (server.shutdown(), server.server_close())  # type: ignore[assignment, func-returns-value]
        yield side


@contextmanager
def wechat() -> Iterator[OtherSide]:
    tokens = ["first"]
    codes = {"busy": 45009, "never": 44004}
    seen: set[str] = set()

    def answer(request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, Any]:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(request.path).query).items()}
        if request.path.startswith("/cgi-bin/gettoken"):
            fits = (asked["corpid"], asked["corpsecret"]) == ("ww1", SECRET)
            return 200, {"errcode": 0, "access_token": tokens[-1], "expires_in": 7200} if fits else {"errcode": 40001}
        if asked["access_token"] != tokens[-1]:
            return 200, {"errcode": 42001, "errmsg": "access_token expired"}
        mood = side.moods.pop(0) if side.moods else ""
        if mood == "gone":
            return 200, {"errcode": 0, "invaliduser": "zhangsan"}
        if mood:
            return 200, {"errcode": codes[mood], "errmsg": mood}
        sent = json.loads(body)
        words = sent["text"]["content"]
        if words not in seen or not sent["enable_duplicate_check"]:
            seen.add(words)
            side.arrived.append(words.rstrip("\u200b\u200c"))
        return 200, {"errcode": 0, "msgid": "m1"}

    with _listening(answer) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        side = OtherSide(WorkWeChat("ww1", "1000002", SECRET, url), "zhangsan", "张 三")
        side.leave = lambda: (server.shutdown(), server.server_close())  # type: ignore[assignment, func-returns-value]
        side.tokens = tokens  # type: ignore[attr-defined]
        yield side


@contextmanager
def smtp() -> Iterator[OtherSide]:
    answers = {"busy": "451 try later", "never": "554 no", "gone": "550 no such mailbox"}

    class Handler:
        async def handle_RCPT(  # noqa: N802 - the server's name for it
            self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
        ) -> str:
            if side.moods:
                return answers[side.moods.pop(0)]
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - as above
            from email import message_from_bytes, policy  # noqa: PLC0415 - only here

            mail = message_from_bytes(envelope.content, policy=policy.default)
            side.arrived.append(mail.get_content().strip())
            return "250 taken"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    side = OtherSide(Smtp.at(f"smtp://127.0.0.1:{port}", "desk@grid.example"), "li@example.cn", "li at example")
    side.leave = lambda: controller.stop(no_assert=True)
    try:
        yield side
    finally:
        if not controller.loop.is_closed():
            controller.stop(no_assert=True)


class Browser:
    """A browser's end of web push: it holds the keys and opens what it is sent."""

    contact: ClassVar = "mailto:desk@grid.example"

    def __init__(self, endpoint: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = b"sixteen bytes ok"
        self.endpoint = endpoint

    def subscription(self) -> str:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": _text(point), "auth": _text(self.auth)}
        return json.dumps({"endpoint": self.endpoint, "keys": keys})

    def opened(self, body: bytes) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth))
        return plain


def check_vapid(header: str, public_key: str, audience: str) -> bool:
    """Whether ``header`` is signed by the key that the browser subscribed with, for this push service."""
    parts = dict(part.strip().split("=", 1) for part in header.removeprefix("vapid ").split(","))
    head, claims, signature = parts["t"].split(".")
    raw = _bytes(signature)
    numbers = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(public_key))
    key.verify(numbers, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    return bool(json.loads(_bytes(claims))["aud"] == audience)


@contextmanager
def push() -> Iterator[OtherSide]:
    shown: dict[str, str] = {}
    waiting: set[str] = set()

    def answer(request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, Any]:
        assert check_vapid(request.headers["Authorization"], carrier.public_key, browser.endpoint.rsplit("/", 1)[0])
        if side.moods:
            return STATUS[side.moods.pop(0)], {}
        said = browser.opened(body)
        # The browser shows one tag once; the service replaces what waits under one topic.
        if shown.get(said["tag"]) != said["text"]:
            side.arrived.append(said["text"])
        shown[said["tag"]] = said["text"]
        waiting.add(request.headers["Topic"])
        return 201, {}

    with _listening(answer) as server:
        number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        carrier = WebPush(_text(number.to_bytes(32, "big")), Browser.contact, ("127.0.0.1",))
        browser = Browser(f"http://127.0.0.1:{server.server_port}/one")
        strange = json.loads(browser.subscription()) | {"endpoint": "https://intranet.example/one"}
        side = OtherSide(carrier, browser.subscription(), json.dumps(strange))
        side.leave = lambda: (server.shutdown(), server.server_close())  # type: ignore[assignment, func-returns-value]
        yield side


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
