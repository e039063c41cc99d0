"""``python -m scr_check``."""

from scr_check.start import main

main()
