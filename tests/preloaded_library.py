"""Importing this module imports every module of the library; see killable.py."""

from killable import import_library

import_library()
