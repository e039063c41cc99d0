"""``python -m scr_check``."""

from scr_check.cli import main

main()
