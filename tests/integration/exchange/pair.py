"""Two districts of one database that exchange with each other as two platforms would: by signed posts only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone

from gridwarden.cases.actions import checking, closure, dispatching, registration, verification
from gridwarden.cases.domain.sources import Source
from gridwarden.exchange.actions import peers, sending
from gridwarden.exchange.actions.peers import PeerData
from gridwarden.exchange.domain.messages import Role
from gridwarden.exchange.models import Outgoing, Peer
from gridwarden.intake.actions import answers
from gridwarden.intake.models import Answer
from gridwarden.platform.access import system_for
from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.events import delivery
from gridwarden.platform.notifications.ports import Rejected, Unreachable
from tests.factories import cases as factory
from tests.integration.intake.desk import closed
from tests.photos import encoded
from tests.scenes import scene

if TYPE_CHECKING:
    from gridwarden.exchange.actions.sending import Parcel
    from tests.factories.cases import Stage


@dataclass
class Pair:
    """A city above a town. ``lost`` says which posts the line loses: before they arrive, or after."""

    city: Stage
    town: Stage
    below: Peer
    above: Peer
    #: Posts that arrived, and what the line does next: "" carries, "before" loses it, "after" loses the answer.
    arrived: list[Parcel] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def wait(self) -> None:
        """Let so much time pass that everything is due again."""
        Outgoing.objects.filter(taken_at=None).update(next_at=timezone.now())

    def carry(self, parcel: Parcel) -> None:
        """Post a parcel to the other side, unless the line loses it."""
        fate = self.lost.pop(0) if self.lost else ""
        if fate == "before":
            raise Unreachable("no answer")
        self.post(parcel)
        if fate == "after":
            raise Unreachable("killed before the answer came")

    def post(self, parcel: Parcel) -> int:
        headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in parcel.headers.items()}
        headers.pop("HTTP_CONTENT_TYPE")
        path = urlsplit(parcel.address).path
        answer = Client().post(path, data=parcel.body, content_type="application/json", **headers)
        self.arrived.append(parcel)
        if answer.status_code != 200:
            raise Rejected(f"HTTP {answer.status_code} {answer.content.decode()}")
        return answer.status_code

    def settle(self, rounds: int = 6) -> int:
        """Deliver news and messages until nothing more goes out; return how many messages were taken."""
        taken = 0
        put_on_disk()
        for _ in range(rounds):
            delivery.deliver_pending(now=timezone.now())
            taken += sending.send_due(timezone.now, by_way_of=self.carry)
        return taken

    def passed_down(self, *, photo: bool = True) -> int:
        """Have the city dispatch a case to the unit that stands for the town; return the case."""
        city, now = self.city, timezone.now()
        photos = [city.photo("operator")] if photo else []
        case_id = city.opened(Source.HOTLINE, city.slow, at=now, photos=tuple(photos)).case_id
        verification.send_to_verify(
            by=city.by("operator"), at=now, case_id=case_id, person_id=city.user_id("informant")
        )
        verification.confirm(by=city.by("informant"), at=now, case_id=case_id)
        registration.register(by=city.by("supervisor"), at=now, case_id=case_id, condition_id=city.slow.pk)
        self.dispatch(case_id)
        return case_id

    def dispatch(self, case_id: int) -> None:
        dispatching.dispatch(
            by=self.city.by("dispatcher"), at=timezone.now(), case_id=case_id, unit_id=self.city.division.pk
        )

    def done(self, case_id: int, reply: str = "已修复") -> None:
        """Have the town do its case, close it and approve the answer."""
        now = timezone.now()
        closed(self.town, case_id, reply=reply, at=now)
        answer = Answer.objects.filter(case=case_id).order_by("-round")[0]
        answers.approve(by=self.town.by("leader"), at=now, answer_id=answer.pk)

    def checked(self, case_id: int, *, good: bool = True) -> None:
        """Have the city check the town's work, and close the case if it is good."""
        city, now = self.city, timezone.now()
        by = city.by("checker")
        checking.send_to_check(by=city.by("dispatcher"), at=now, case_id=case_id, person_id=city.user_id("checker"))
        if not good:
            checking.fail_check(by=by, at=now, case_id=case_id, reason="仍有残留")
            return
        checking.pass_check(by=by, at=now, case_id=case_id, photos_check=[city.photo("checker")])
        closure.close(by=city.by("supervisor"), at=now, case_id=case_id, reply="同意结案")


def put_on_disk() -> None:
    """Write the files of photos that the factory only claims: no two alike."""
    for number, photo in enumerate(Attachment.objects.order_by("uploaded_at", "pk")):
        path = files.path_of(photo.district_id, photo.pk, Size.FULL)
        if not path.exists():
            files.write(path, encoded(scene(number, 320, 240)))


def build() -> Pair:
    """Set both stages and give each side the other's key."""
    city, town, now = factory.build(), factory.build(), timezone.now()
    below = peers.put(
        by=system_for(city.district_id),
        at=now,
        data=PeerData(
            code="town-to-city",
            name="安泾区平台",
            role=Role.BELOW,
            agent_id=city.user_id("division_officer"),
            address="https://town.example/exchange/in/city-to-town/",
            unit_id=city.division.pk,
        ),
    )
    above = peers.put(
        by=system_for(town.district_id),
        at=now,
        data=PeerData(
            code="city-to-town",
            name="市级平台",
            role=Role.ABOVE,
            agent_id=town.user_id("supervisor"),
            address="https://city.example/exchange/in/town-to-city/",
        ),
    )
    Peer.objects.filter(pk=below.pk).update(their_key=above.our_public_key, is_active=True)
    Peer.objects.filter(pk=above.pk).update(their_key=below.our_public_key, is_active=True)
    return Pair(city, town, below, above)
