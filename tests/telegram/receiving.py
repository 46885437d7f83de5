"""How a bot hears: getUpdates, which confirms what was heard before, or a webhook; never both."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from tests.telegram.asked import Asked, Json, RefusalError
from tests.telegram.cloud import Cloud
from tests.telegram.rules import webhook_of

WEBHOOK_IS_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
MOST_AT_ONCE = 100


def get_updates(cloud: Cloud, asked: Asked) -> list[Json]:
    """What is new. Asking from an offset confirms everything before it; a negative one counts from the end."""
    if cloud.webhook:
        raise RefusalError(409, WEBHOOK_IS_ACTIVE)
    _remember_what_is_wanted(cloud, asked)
    offset, limit = asked.number("offset"), asked.number("limit", MOST_AT_ONCE)
    cloud.confirm(below=offset if offset >= 0 else _from_the_end(cloud, -offset))
    return list(islice(cloud.updates, limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE))


def _from_the_end(cloud: Cloud, number: int) -> int:
    kept = list(cloud.updates)[-number:]
    return int(kept[0]["update_id"]) if kept else 0


def _remember_what_is_wanted(cloud: Cloud, asked: Asked) -> None:
    """It holds for updates to come; a call that does not say keeps what was said before."""
    wanted = asked.structure("allowed_updates")
    if wanted is not None:
        cloud.allowed = list(wanted)


def set_webhook(cloud: Cloud, asked: Asked) -> bool:
    """Bring updates to this address from now on; an empty one means no more."""
    webhook = webhook_of(asked) if asked.text("url") else None
    if asked.flag("drop_pending_updates"):
        cloud.updates.clear()
    if webhook:
        _remember_what_is_wanted(cloud, asked)
    cloud.webhook = webhook
    cloud.ring()
    return True


def delete_webhook(cloud: Cloud, asked: Asked) -> bool:
    """Back to getUpdates."""
    return set_webhook(cloud, Asked({"drop_pending_updates": asked.flag("drop_pending_updates")}, {}))


def get_webhook_info(cloud: Cloud, _asked: Asked) -> Json:
    """How it goes with the webhook."""
    webhook: Json = cloud.webhook or {"url": ""}
    shown: Json = {name: webhook[name] for name in ("url", "max_connections", "last_error_date", "last_error_message")
             if name in webhook}  # fmt: skip
    allowed: Json = {"allowed_updates": cloud.allowed} if cloud.allowed else {}
    return {**shown, "has_custom_certificate": False, "pending_update_count": len(cloud.updates), **allowed}


METHODS: dict[str, Callable[[Cloud, Asked], Any]] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
