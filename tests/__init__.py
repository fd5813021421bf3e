"""Tests; helpers and fixtures that several folders share are here."""
