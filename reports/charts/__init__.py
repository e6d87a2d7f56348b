"""Charts: geometry in plain functions here, drawn by templates/charts for page and PDF alike.

Every function takes numbers of an Analysis and a `Link`, and answers a frozen value whose numbers
are already text: a template that formats floats would write "12,5" in some languages, which is not
SVG.
"""
