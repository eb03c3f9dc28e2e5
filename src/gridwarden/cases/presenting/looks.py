"""How states and steps of a case look: tones of badges, icons."""

from __future__ import annotations

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models.step import OPEN

#: Tones of the states' badges: amber waits for the desk, blue is under way.
STATE_TONES: dict[CaseState, str] = {
    CaseState.REPORTED: "warn",
    CaseState.VERIFYING: "info",
    CaseState.VERIFIED: "warn",
    CaseState.REGISTERED: "warn",
    CaseState.DISPATCHED: "info",
    CaseState.HANDLING: "info",
    CaseState.HANDLED: "warn",
    CaseState.CHECKING: "info",
    CaseState.CHECKED: "warn",
    CaseState.CLOSED: "good",
    CaseState.CANCELLED: "neutral",
    CaseState.REFUSED: "neutral",
    CaseState.SUSPENDED: "neutral",
    CaseState.PARTED: "info",
    CaseState.MERGED: "neutral",
}
#: Icons of the steps, on buttons and in the file.
STEP_ICONS: dict[str, str] = {
    OPEN: "flag",
    MoveName.SEND_TO_VERIFY: "eye-question",
    MoveName.CONFIRM: "eye-check",
    MoveName.DENY: "eye-x",
    MoveName.REGISTER: "clipboard-check",
    MoveName.REFUSE: "circle-x",
    MoveName.DISPATCH: "send",
    MoveName.RECALL: "arrow-back-up",
    MoveName.ACCEPT: "hand-grab",
    MoveName.RETURN_DISPATCH: "corner-up-left",
    MoveName.HAND_UP: "arrow-big-up-lines",
    MoveName.HAND_DOWN: "arrow-big-down-lines",
    MoveName.REQUEST_SUPPORT: "speakerphone",
    MoveName.FEED_BACK: "message-2",
    MoveName.HANDLE_ON_THE_SPOT: "bolt",
    MoveName.FINISH: "checkbox",
    MoveName.SEND_TO_CHECK: "user-search",
    MoveName.PASS_CHECK: "rosette-discount-check",
    MoveName.FAIL_CHECK: "rotate-clockwise",
    MoveName.CLOSE: "lock-check",
    MoveName.CANCEL: "ban",
    MoveName.REOPEN: "lock-open",
    MoveName.SUSPEND: "player-pause",
    MoveName.RESUME: "player-play",
    MoveName.FORCE_CLOSE: "lock",
    MoveName.MERGE: "git-merge",
    MoveName.UNMERGE: "git-branch",
    MoveName.SPLIT: "sitemap",
}
