"""Every permission of the product, in one place."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """What somebody may do. Scope (which district, grids, units) comes from the ``Actor``."""

    CASE_REPORT = "case.report"
    CASE_SEE_DISTRICT = "case.see_district"
    CASE_SEE_REPORTER = "case.see_reporter"
    CASE_VERIFY = "case.verify"
    CASE_REGISTER = "case.register"
    CASE_DISPATCH = "case.dispatch"
    CASE_HANDLE = "case.handle"
    CASE_HANDLE_ON_THE_SPOT = "case.handle_on_the_spot"
    CASE_HAND_UP = "case.hand_up"
    CASE_HAND_DOWN = "case.hand_down"
    CASE_REQUEST_SUPPORT = "case.request_support"
    CASE_FEED_BACK = "case.feed_back"
    CASE_CHECK = "case.check"
    CASE_CLOSE = "case.close"
    CASE_CANCEL = "case.cancel"
    CASE_REOPEN = "case.reopen"
    CASE_EXPORT = "case.export"
    CASE_ENDORSE = "case.endorse"
    CASE_GRANT = "case.grant"
    CASE_SUPERVISE = "case.supervise"
    CASE_FORCE_CLOSE = "case.force_close"
    CASE_MERGE = "case.merge"
    CASE_PACK = "case.pack"

    NOTICE_ISSUE = "notice.issue"
    NOTICE_VOID = "notice.void"
    ORDER_ISSUE = "order.issue"

    SLIP_ISSUE = "slip.issue"
    ROUTING_EDIT = "routing.edit"
    CONTRACT_SEE = "contract.see"
    CONTRACT_EDIT = "contract.edit"
    CREW_EDIT = "crew.edit"

    INTAKE_REGISTER = "intake.register"
    INTAKE_IMPORT = "intake.import"
    INTAKE_APPROVE = "intake.approve"
    INTAKE_RETAIN = "intake.retain"
    EXCHANGE_SEE = "exchange.see"
    EXCHANGE_MANAGE = "exchange.manage"
    INTAKE_PUBLISH = "intake.publish"

    DEVICE_SEE = "device.see"
    DEVICE_EDIT = "device.edit"
    DEVICE_COMMAND = "device.command"

    TERRITORY_SEE = "territory.see"
    TERRITORY_EDIT = "territory.edit"
    PEOPLE_SEE = "people.see"
    PEOPLE_EDIT = "people.edit"
    ROSTER_EDIT = "roster.edit"
    MENU_SEE = "menu.see"
    MENU_EDIT = "menu.edit"
    CALENDAR_EDIT = "calendar.edit"

    ACCOUNTS_MANAGE = "accounts.manage"
    SECURITY_MANAGE = "security.manage"
    MESSAGES_MANAGE = "messages.manage"
    AUDIT_SEE = "audit.see"
