"""In English: campaigns, the plan and draws."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the campaign and what is planned
    "plan.none": "There is no campaign at present.",
    "plan.head": "**{name}**",
    "plan.days": "From {first} to {last}.",
    "plan.basis": "Legal basis: {basis}.",
    "plan.coverage": "{reached} of {all} inspected ({kind}); not yet: {missing}.",
    "plan.coverage_all": "{reached} of {all} inspected ({kind}).",
    "plan.coming": "Coming up:",
    "plan.nothing": "No visit is planned yet.",
    "plan.line": "{day}: {unit} · {purpose} · {team}",
    "plan.line_overdue": "⚠️ {day}: {unit} · {purpose} · {team}",
    "plan.more": "… and {n} more",
    "plan.hidden": "{n} more surprise visits; the units are kept secret until they are done.",
    "plan.dropped": "This visit is taken out of the plan.",
    "plan.today": "Today's plan, {day}:",
    "plan.today_line": "{unit} · {purpose} · {team}",
    "plan.keep_secret": "Please keep the units of surprise visits secret until they are done.",
    "button.plan_visit": "Add a visit",
    "button.draw": "Draw surprise visits",
    "button.drop_planned": "Drop {unit}",
    "button.reveal": "Publish the draw",
    "button.new_campaign": "New campaign",
    # laying down a campaign
    "campaign.ask_period": "From when to when? Choose below, or type, for example: 15/12/2025 - 14/6/2026",
    "campaign.period_again": "No period could be read. Please type two days, at most a year apart, "
    "for example: 15/12/2025 - 14/6/2026",
    "campaign.ask_name": "What is the campaign called? Choose the name below, or type another.",
    "campaign.name_again": "No name could be read. Please type it again.",
    "campaign.ask_basis": "**{name}**. On what legal basis? Type number, date and name of the text, "
    "or press “Skip”.",
    "campaign.laid_down": "The campaign is laid down.",
    # planning a visit
    "planning.ask_unit": "Which unit? Those not inspected yet come first. Type a few letters to search.",
    "planning.ask_many": "How many units are drawn?",
    "planning.many": "Draw {n}",
    "planning.ask_day": "Which day? Choose below, or type, day first, for example: 5/12",
    "planning.day_again": "No day to come could be read. Please type it, for example: 5/12",
    "planning.ask_purpose": "What kind of visit?",
    "planning.ask_team": "Who takes part?",
    "planning.outside": "This day is not in the campaign, which goes from {first} to {last}.",
    "planning.kept": "Added to the plan.",
    "button.draw_now": "Draw",
    # draws
    "draw.committed": "**Commitment to a draw of surprise visits**",
    "draw.from": "{k} of {n} units are drawn. Units inspected less often are drawn first.",
    "draw.tier": "Inspected {tier} times (units and their tickets): {lots}",
    "draw.digest": "Commitment (SHA-256); the seed is published when the visits are done:",
    "draw.revealed": "**Result of the draw of surprise visits**",
    "draw.result": "Drawn: {names}.",
    "draw.seed": "Seed:",
    "draw.how": "To check: the commitment is the SHA-256 of the seed, a line break and the list below. "
    "Each ticket is the SHA-256 of “seed:unit:ticket number”. Of the units inspected least often, the one "
    "with the smallest ticket is drawn first.",
    "draw.nothing": "There is no unit to draw: each is in the plan already.",
    "draw.done": "Drawn. Only the team knows the result.",
    "draw.too_early": "Not yet: a unit that was drawn has not been inspected.",
    "draw.is_revealed": "Published in the channel.",
    "help.plan": "/plan: campaign, plan and coverage",
}
