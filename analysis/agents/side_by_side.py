"""Work done concurrently, in which one failure never takes the others with it."""

import asyncio
from collections.abc import Awaitable, Iterable


async def side_by_side[T](work: Iterable[Awaitable[T]]) -> list[T]:
    """Return all results in order; wait for every one before the first failure is raised.

    So nothing is left running behind a run that has ended, and what succeeded is recorded.
    """
    ended = await asyncio.gather(*work, return_exceptions=True)
    results: list[T] = []
    for result in ended:
        if isinstance(result, BaseException):
            raise result
        results.append(result)
    return results
