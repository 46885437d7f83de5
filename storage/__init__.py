"""What the home remembers: plain SQL in plain functions that take a connection. Codes and values, never texts."""
