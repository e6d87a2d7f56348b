"""How good a model's labels are beside what they cost, on papers that somebody has labelled."""
