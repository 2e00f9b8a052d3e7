"""In English: first words, help, choosing a unit."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the desk: first words
    "desk.stranger": "Hello. **{house}** is for invited officials only. "
    "If you need it, please ask the leading office for an invitation.",
    "desk.greeting": "Hello {name}. This is **{house}**.",
    "desk.roles": "Role: {roles}.",
    "desk.start_inspecting": "When you are at the unit, send /inspect",
    "desk.start_watching": "Results are posted to the reporting channel after each visit.",
    "desk.see_help": "The commands: /help",
    "desk.may_not": "You have not been given the right to do this. If needed, please ask an administrator.",
    "desk.lost_button": "This button can no longer be used. Send /inspect to see the open work.",
    "desk.unknown_command": "There is no such command. The commands there are: /help",
    "desk.no_checklist": "There is no checklist for this kind of unit yet. Please ask an administrator.",
    "desk.stopped": "Stopped.",
    "desk.edited": "An edited message does not change an answer. Please send it again as a new message.",
    "desk.no_visit_for_photo": "No visit is open, so the photo was not kept. Send /inspect to begin.",
    "desk.no_visit_open": "No visit is open. Send /inspect to begin.",
    "desk.may_not_see_photos": "This visit's photos are for its team, supervisors and administrators only.",
    "desk.no_photos": "This visit has no photos.",
    "desk.photos_sent": "The photos go to your private chat with the bot. If none come, press Start there.",
    "photo.put": "This photo was put with question {number}.",
    "photos.caption": "{unit} · {date} · {code}",
    "desk.nothing_to_cancel": "There is no open visit to cancel.",
    "desk.wait": "More than {limit} taps and messages in a minute: what you just sent is not saved. "
    "Please wait a minute and send it again.",
    "desk.wait_photos": "More than {limit} photos in a minute. Photos without 👀 are not saved; "
    "please wait a minute and send them again.",
    "desk.rest_of_long_text": "This is the rest of the text that was too long, so it is not saved either. "
    "Please write it shorter, in one message.",
    "desk.link_unknown": "This link can no longer be used. Send /inspect to choose a unit.",
    "desk.language": "Choose a language.",
    "desk.language_set": "The language is English now.",
    "help.head": "**{house}**. The commands:",
    "help.inspect": "/inspect: begin or continue a visit",
    "help.cancel": "/cancel: cancel the open visit",
    "help.units": "/units: see and change the units",
    "help.units_look": "/units: see units, addresses, hours",
    "help.report": "/report: the report of a period",
    "help.people": "/people: invite and change people",
    "help.channel": "/channel: connect the reporting channel",
    "help.language": "/language: change the language",
    "help.help": "/help: show the commands",
    "help.during": "During a visit: press a button, type the answer, or send a photo. "
    "Every answer can be changed before submission.",
    # the desk: beginning a visit
    "unit.choose": "Which unit? Type a few letters to find it, for example: mo lao",
    "unit.found": "Choose a unit for “{query}”.",
    "unit.more": "There are more; type more letters to find them.",
    "unit.none": "No unit found for “{query}”. Please type another name, for example: mo lao",
    "unit.empty": "There are no units yet. An administrator has to import the list of units.",
    "unit.ended": "**{unit}** ended with {date}.",
    "unit.not_begun": "**{unit}** begins on {date}.",
    "unit.open": "{label} · being inspected",
    "purpose.ask": "**{unit}**. What kind of visit?",
    "purpose.first": "No earlier visit.",
    "purpose.last": "Last time {date}: Pass {passed}/{judged}.",
    "purpose.last_failed": "Last time {date}: Pass {passed}/{judged}, {findings}.",
    "purpose.photos": "The team takes evidence photos; never of citizens or identity papers.",
    "open_there": "Visit {code} is open at **{unit}**, begun by {name}.",
    "joined": "You have joined visit {code} at {unit}, begun by {name}.",
    "open_visits.head": "Open visits:",
    "open_visits.line": "{code} · {unit} · since {time}, {date}",
    "open_visits.other": "Another unit",
}
