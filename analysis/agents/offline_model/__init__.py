"""The model of those who have none: rules that speak the wire format of chat.completions.

The same client, loop and checks run against it as against a real endpoint; only the transport
differs. `respond` answers a request body and can as well be served over HTTP.
"""

from analysis.agents.offline_model.app import respond
from analysis.agents.offline_model.transport import offline_endpoint, offline_transport

__all__ = ["offline_endpoint", "offline_transport", "respond"]
