"""How a call reaches the service and its answer comes back."""
