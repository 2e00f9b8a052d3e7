"""In English: the period report in chat."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "report.choose": "The report of which period?",
    "report.ask": "Type the first day and the last, such as 1/1/2013 - 30/6/2013",
    "report.not_a_period": "This is not a period yet. "
    "Type the first day and the last, such as 1/1/2013 - 30/6/2013",
    "report.too_large": "The period {period} has more than {most} visits, too many for a chat. "
    "This report is made on the server, by the command report.",
    "report.annex": "nút bên dưới",
    "report.strengths": "**Strengths**",
    "report.faults": "**Shortcomings**",
    "report.rules": "How it was counted",
    "report.fault": "**{words}**\n{n} units, in the official order:",
    "report.no_fault": "No unit failed this in the period.",
    "button.period.half": "First half-year",
    "button.period.quarter": "This quarter",
    "button.period.month": "This month",
    "button.period.reporting": "15/12–14/6",
    "button.period": "From – to…",
    "button.back_to_report": "Back to the report",
    "button.back_to_units": "Back to the units",
    "button.photos_of": "📷 {n} photos · {code}",
}
