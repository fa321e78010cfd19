"""Receive webhooks: read and verify a delivery, and hand each one over once."""
