"""The Telegram channel: events in, screens out, over the Bot API."""
