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
    sent = request.estimated_tokens
    usage, most = Usage(sent, expected), Usage(sent, request.max_output_tokens)
    try:
        async with budget.reserve(model.name, usage, most) as purchase:
            bounded = replace(request, seconds=budget.seconds_left, expected_output=expected)
            reply = await model.answer(bounded)
            purchase.settle(reply.model, reply.usage)
    except ModelUnavailable:
        budget.ask_time()
        raise
    return reply
