"""PDFium's functions by plain addresses.

They are asked for each letter and each object of a page, where pointer objects would take as long
as all else.
"""

import ctypes
from typing import Any

ADDRESS, NUMBER = ctypes.c_void_p, ctypes.c_int


def by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """`function` of PDFium with these types, which takes and gives addresses as numbers.

    An address that is null comes back as None.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def address_of(handle: Any) -> int:
    """Where what a handle of PDFium stands for lies in memory; 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
