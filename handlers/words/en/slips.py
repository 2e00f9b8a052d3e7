"""In English: a person's slips, kindly."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # slips of a person
    "slip.unknown_question": "This visit's checklist has no such question. Send /inspect for the open one.",
    "slip.not_asked": "This question need not be answered, as the other answers stand.",
    "slip.bad_choice": "That is not one of the choices. Please choose below.",
    "slip.whole_unknown": "The total is not known yet. Please type both numbers, for example: 3/5",
    "slip.nothing_open": "No question is open. Choose below which one to change.",
    "slip.empty": "The message holds nothing to keep. Please type it again.",
    "slip.too_long": "The text is longer than {limit} characters, so it is not saved. Please shorten it.",
    "slip.constraint": "That value does not seem right. Please check it and type it again.",
    "slip.not_a_judgement": "Please press a button, or type 1 for pass, 2 for fail, 3 for N/A.",
    "slip.not_a_choice": "No such choice. Please press a button below.",
    "slip.ambiguous_choice": "Several choices begin like that. Please press a button below.",
    "slip.no_such_number": "No choice has this number. Please press a button below.",
    "slip.other_wanted": "Please type what it is.",
    "slip.not_yes_or_no": "Please press a button, or type y for yes, n for no.",
    "slip.how_many_counts": "This question needs {limit} numbers. Please type them all, with spaces between.",
    "slip.not_a_ratio": "This question needs two numbers. Please type, for example: 3/5",
    "slip.part_over_whole": "The first number must not be greater than the second. Please type again, for "
    "example: 3/5",
    "slip.not_whole": "This question needs a whole number. Please type, for example: 2",
    "slip.not_a_number": "This question needs a number. Please type, for example: 2.5",
    "slip.ambiguous_number": "That number can be read two ways. "
    "Please type it without a separator, for example: 1250 or 1.25",
    "slip.number_too_large": "The greatest number taken is {limit}. Please type it again.",
    "slip.negative_number": "This question takes no negative number. Please type it again.",
    "slip.not_a_time": "That is not a time. Please type, for example: 8:15",
    "slip.not_a_date": "That is not a date. Please type, day first, for example: 5/11 or 05/11/2026",
    "slip.no_such_time": "There is no such time. Please type, for example: 8:15",
    "slip.no_such_date": "There is no such day in the calendar. Please type again, for example: 5/11",
    "slip.too_many_dates": "There are too many dates in one message. Please type fewer.",
    "slip.future_date": "{date} has not come yet. This question is about past days.",
    "slip.too_old": "{date} is more than {days} days ago. This question is about the last {days} days.",
    "slip.not_a_place": "No location has come. Press “Send location” on the keyboard below.",
    "slip.no_place_wanted": "The open question needs no location. It was not kept.",
    "slip.photo_wanted": "This question needs a photo. Please take one and send it here.",
    "slip.no_photo_wanted": "This question takes no photo. The photo was not kept.",
    "slip.too_many_photos": "This question already has {limit} photos. The last one was not kept.",
    "slip.photo_lost.gone": "This photo could not be fetched. Please send it again.",
    "slip.photo_lost.too_big": "This photo is too big to be saved. Please send it as an ordinary photo.",
    "slip.photo_lost.not_a_picture": "This file is not a picture, or is damaged. "
    "Please send a JPEG, PNG or WebP picture.",
    "slip.unknown_photo": "That photo is not part of this visit. Please send it again.",
    "slip.no_note_wanted": "This question keeps no note. The caption was not kept.",
    "slip.caption_not_kept": "The photo has come; its caption is not kept yet. "
    "Choose the question, then type the caption again if needed.",
    "slip.number_wanted": "Please begin with the question's number, for example: 2k the fee table is missing",
    "slip.bulk_not_allowed": "This checklist does not let several questions pass at once. "
    "Please answer them one by one.",
    "slip.unreadable.sticker": "Stickers are not kept. {next}",
    "slip.unreadable.voice": "Voice messages cannot be read here. {next}",
    "slip.unreadable.video": "Videos are not kept. {next}",
    "slip.unreadable.contact": "Contacts are not kept. {next}",
    "slip.unreadable.file": "Files of this kind are not kept. {next}",
    "slip.unreadable.other": "Messages of this kind cannot be read here. {next}",
    "slip.unreadable.next": "Please press a button, type, or send a photo.",
    "slip.about": "Question {number}. {sentence}",
    "slip.other": "That was not recorded. Please try again.",
}
