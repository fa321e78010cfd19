"""The endpoints of the API, one module and class for each area."""
