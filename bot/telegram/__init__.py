"""The Telegram channel: updates in, screens out. Only this package and bot.app know python-telegram-bot.

`updates.py` reads what comes, `receiving.py` and `webhook.py` fetch it, `words.py` and `keyboards.py` write a screen,
`courier.py` carries it, `wire.py` is the bot on its wire, `channel.py` puts them together.
"""
