"""Stands here so that the tests of the patterns, a folder further in, find what all tests share."""
