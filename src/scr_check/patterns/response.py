"""Timed response (Declare): some matching entry comes since or after a trigger, within a limit or by a date. Later is late."""

from scr_check.responding import build_response, tell_response

KEY = "response"
CLOCK = True
build = build_response
tell = tell_response
