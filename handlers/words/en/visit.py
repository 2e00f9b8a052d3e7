"""In English: a visit's cards, review and receipt."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the card of a question
    "visit.line": "{unit} · {purpose} · {code}",
    "ask.section": "{number}/{sections} **{title}**  {bar} {answered}/{asked}",
    "ask.question": "Question {number}. **{label}**",
    "ask.failed_before": "⚠️ failed last time",
    "ask.current": "Recorded: {answer}",
    "ask.ratio": "Type two numbers, for example: 3/5",
    "ask.integer": "Choose a number below, or type it, for example: 12",
    "ask.decimal": "Type a number, for example: 2.5",
    "ask.text": "Type the answer.",
    "ask.time": "Type a time, for example: 8:15",
    "ask.date": "Choose a day below, or type it, day first, for example: 5/11",
    "ask.dates": "Choose days below, or type them, day first, for example: 5/11, 12/11",
    "ask.image": "Send the photo here.",
    "ask.geopoint": "Press “Send location” on the keyboard below.",
    "ask.counts": "Type {n} numbers: {names}. For example: {example}",
    "ask.date_ahead": "Choose a day below, or type it, day first, for example: 15/12",
    "ask.one_or_other": "Choose one, or type another answer.",
    "ask.many_or_other": "Choose what applies; type what is not among them.",
    "ask.many": "Choose one or several.",
    "saved": "Saved question {number}: {answer}",
    "saved.over": "Question {number}: {name} had {before}, now {answer}",
    "saved.note": "Saved the note for question {number}",
    # the card of a section
    "section.left_open": "Question {numbers} has no answer",
    "section.part": "{title} ({part}/{parts})",
    "section.photo_hint": "📷 Needs a photo: send it here, its number as the caption, for example: {number}",
    "section.full": "{number} All {part}/{whole}",
    "section.no_days": "{number} No such day",
    "section.days": "{number} Choose days",
    "section.other_number": "{number} Other",
    "section.typing_hint": "Question {number}: {how}",
    "section.answer": "{number} Answer",
    "section.change": "{number} Change",
    # the card of photos and note
    "evidence.head": "{sign} {number} **{label}**",
    "evidence.photos": "Please send at least {photos}, with a caption if needed.",
    "evidence.note": "Please type a note for this question.",
    "evidence.both": "Please send at least {photos} and type a note.",
    "evidence.enough": "That is enough. More photos or a note may follow.",
    "evidence.received": "Received {got}/{wanted} photos",
    "evidence.note_is": "Note: {note}",
    "evidence.detail": "{number} {label}",
    # photos
    "place_photo.ask": "Which question does this photo belong to?",
    # review
    "review.head": "**Review** · {unit}",
    "review.count": "Answered {answered}/{asked} questions.",
    "review.section": "{number} **{title}**  {signs}",
    "review.refused": "Not submitted: something is still missing.",
    "review.missing": "Still missing: {list}.",
    "review.missing_answers": "question {numbers}",
    "review.missing_photos": "{photos} for question {number}",
    "review.missing_note": "a note for question {number}",
    "review.missing_more": "and {n} more",
    "review.storing": "Storing {photos}; you can submit when that is done.",
    "review.complete": "Everything is there. Submit this visit?",
    # receipt and the end of a visit
    "receipt.sent": "Submitted **{code}** at {time}, {date}.",
    "receipt.sent_by": "{name} submitted **{code}** at {time}, {date}.",
    "receipt.waits": "The result goes to the channel once one is connected.",
    "receipt.none": "No findings.",
    "receipt.findings": "{findings}.",
    "tally": "Pass {passed}/{judged} · Fail {failed} · N/A {exempt}",
    "closed.submitted": "Visit {code} was submitted at {time}, {date}; this button does not change it. "
    "If something is wrong, please tell an administrator.",
    "closed.cancelled": "Visit {code} was cancelled; this button does not change it. "
    "To inspect another unit, send /inspect",
    "cancel.ask": "Cancel visit {code} at {unit}? {answered}/{asked} questions are answered. "
    "A cancelled visit is not posted to the channel and cannot be opened again.",
    "cancel.done": "Visit {code} at {unit} is cancelled. Its answers stay on record.",
}
