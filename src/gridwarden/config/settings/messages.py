"""Ways out of the house: mail server, push, SMS gateway, work application. What is not set is not there."""

from __future__ import annotations

import os

#: ``smtp://user:password@host:587?tls=start`` or ``smtps://…``; empty: no e-mail.
SMTP_URL = os.environ.get("GRIDWARDEN_SMTP_URL", "")
MAIL_FROM = os.environ.get("GRIDWARDEN_MAIL_FROM", "gridwarden@localhost")
#: Private key of web push, made once by ``gridwarden up``; whom a push service may write to about us.
VAPID_KEY = os.environ.get("GRIDWARDEN_VAPID_KEY", "")
VAPID_CONTACT = os.environ.get("GRIDWARDEN_VAPID_CONTACT", "mailto:gridwarden@localhost")
#: Push services that may be spoken to: those of the browsers' makers, and what the site adds.
_BROWSERS = "fcm.googleapis.com,push.services.mozilla.com,notify.windows.com,push.apple.com"
PUSH_HOSTS = [host for host in os.environ.get("GRIDWARDEN_PUSH_HOSTS", _BROWSERS).split(",") if host]
#: Gateway that takes JSON, and the secret that signs it; empty: no SMS.
SMS_GATEWAY_URL = os.environ.get("GRIDWARDEN_SMS_GATEWAY_URL", "")
SMS_GATEWAY_SECRET = os.environ.get("GRIDWARDEN_SMS_GATEWAY_SECRET", "")
#: The bureau's application in WeChat Work; empty: none.
WECHAT_CORP_ID = os.environ.get("GRIDWARDEN_WECHAT_CORP_ID", "")
WECHAT_AGENT_ID = os.environ.get("GRIDWARDEN_WECHAT_AGENT_ID", "")
WECHAT_SECRET = os.environ.get("GRIDWARDEN_WECHAT_SECRET", "")
WECHAT_URL = os.environ.get("GRIDWARDEN_WECHAT_URL", "https://qyapi.weixin.qq.com")
