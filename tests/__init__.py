"""Tests; helpers and fixtures that several folders share stand here."""
