"""JT/T 808, the language of vehicle terminals (2011, 2013 and 2019), as a codec without Django or sockets.

``framing`` cuts a byte stream into payloads, ``codec`` reads a payload into a ``Message`` with one of the ``contents``,
``downlink`` writes what a platform says, ``terminal`` what a simulated terminal says, ``packets`` puts divided messages
together. Bytes that break the standard raise ``BadFrame`` and nothing else.
"""

from gridwarden.patrols.jt808.codec import Message, decode
from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.framing import Splitter, frame
from gridwarden.patrols.jt808.header import Header, Version
from gridwarden.patrols.jt808.positions import Position
from gridwarden.patrols.jt808.profiles import Profile

__all__ = ["BadFrame", "Header", "Message", "Position", "Profile", "Splitter", "Version", "decode", "frame"]
