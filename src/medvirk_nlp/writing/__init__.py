"""The writing room: one file in, a clean file of the same kind out, always built new."""
