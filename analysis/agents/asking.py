"""The one way in which hub and spokes ask a model: through the budget."""

from dataclasses import replace

from analysis.agents.budget import Budget
from analysis.agents.journal import Usage
from analysis.agents.model import ChatModel, Reply, Request
from analysis.errors import ModelUnavailable


async def ask_model(model: ChatModel, request: Request, budget: Budget, expected: int) -> Reply:
    """Return the reply to `request`, paid from `budget`.

    `expected` is how many tokens the answer will probably have. Raises `BudgetExceeded` before
    anything is sent if that does not fit, or if the time ran out while waiting, and whatever
    `StopJob` the model ends with.
    """
    usage = Usage(request.estimated_tokens, expected)
    try:
        with budget.reserve(model.name, usage) as purchase:
            reply = await model.answer(replace(request, seconds=budget.seconds_left))
            purchase.settle(reply.model, reply.usage)
    except ModelUnavailable:
        budget.ask_time()
        raise
    return reply
