"""Synchronous face of :mod:`smartlead_async`: the same names and signatures without ``await``."""
