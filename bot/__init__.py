"""The machine: channels, turns, forms, desk, lists, texts. It knows nothing of children or beds."""
