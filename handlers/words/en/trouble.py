"""In English: what is said, mostly to admins, when something went wrong."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # after a long silence
    "silence.admin": "⚠️ Nothing has come in for more than {hours} hours, since {when}.",
    "silence.asked": "Those who are inspecting ({n}) are asked to send again what came after their last "
    "stored answer.",
    "silence.nobody": "No visit was being worked on, so nobody needs to send anything again.",
    "silence.long": "⚠️ Nothing has come in for more than {hours} hours.",
    "silence.last": "Your last stored answer at {unit} ({code}): question {number}, {answer}, at {when}. "
    "If you sent anything after it, please send it again.",
    "silence.none": "No answer of yours at {unit} ({code}) has been stored yet. "
    "If you sent anything, please send it again.",
    "silence.when": "{time}, {date}",
    # what admins are told when something did not get through
    "trouble.set_aside": "⚠️ Something that came in could not be dealt with; it is kept as **{code}**. "
    "Nothing else is affected. Please give this code to the operator.",
    "trouble.not_sent": "⚠️ A message could not be sent; it is kept as **{code}**. Please give this code "
    "to the operator.",
    "trouble.blocked": "⚠️ **{name}** has blocked the bot and gets no messages. Please ask this person to "
    "open the bot again and press Start.",
    "trouble.unknown_chat": "⚠️ **{name}** gets no messages: the bot was never opened, or the account "
    "is gone. Please ask this person to open the bot and press Start.",
    "trouble.unsearchable": "⚠️ It is not known whether the post **{code}** stands in the channel, so it is "
    "not sent again. Please check the bot's rights in the channel and give this code to the operator.",
    # while nothing can be stored
    "unstored.message": "⚠️ The server cannot write just now, so your message is not stored yet. It will "
    "be dealt with and answered by itself once the server can write again; you need not send it again.",
    "unstored.press": "Not stored: the server cannot write just now. Once it can, this press will be dealt "
    "with by itself.",
    "unstored.photo": "⚠️ The server cannot write files just now, so your photo is not stored yet. It will "
    "be stored by itself and then show 👍; please go on answering.",
    "unstored.answers": "⚠️ The server cannot write data: {reason}. New answers are not stored, and "
    "whoever sent them has been told. What is stored can still be read and exported. {remedy} All goes on "
    "by itself then.",
    "unstored.photos": "⚠️ The server cannot write photos: {reason}. New photos wait, answers are still "
    "stored. {remedy} The photos are stored by themselves then.",
    "unstored.answers_again": "✅ The server can write data again. What was sent meanwhile is being dealt "
    "with.",
    "unstored.photos_again": "✅ The server can write photos again. Those that waited are being stored.",
    "unstored.full": "the disk is full",
    "unstored.read_only": "the store can only be read",
    "unstored.disk": "the disk reports faults",
    "unstored.away": "the store cannot be reached",
    "unstored.make_room": "Please have the operator make room on the disk.",
    "unstored.give_rights": "Please have the operator give the right to write back.",
    "unstored.look_at_disk": "Please have the operator look at the disk at once.",
    "unstored.look_at_server": "Please have the operator look at the server that stores the data.",
    "unstored.little_room": "⚠️ Only {percent} % of the server's disk is free. When it is full, new "
    "answers cannot be stored. Please have the operator make room.",
}
