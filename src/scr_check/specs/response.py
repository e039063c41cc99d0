"""What stands under ``response``."""

from scr_check.specs.parts import ResponseSpec

SPEC = ResponseSpec
