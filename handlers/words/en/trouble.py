"""In English: what admins are told when something went wrong."""

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
}
