"""In English: the reporting channel and its posts."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the desk: the reporting channel
    "channel.none": "No reporting channel is connected. Results are not posted to a channel yet.",
    "channel.is": "Reporting channel: **{title}**.",
    "channel.untitled": "the configured channel",
    "channel.pick": "Press “Choose a channel” on the keyboard below, then choose a channel that you manage.",
    "channel.code": "To connect the channel **{title}**, post this code there:",
    "channel.code_untitled": "To connect the channel, post this code there:",
    "channel.connected": "The channel **{title}** is connected. Results will be posted there.",
    "channel.lost": "The channel **{title}** no longer takes posts. Send /channel to connect it again.",
    "channel.dropped": "The channel **{title}** is disconnected.",
    # the channel's posts
    "post.head": "{signal} **{unit}: {findings}**",
    "post.head_none": "{signal} **{unit}: no findings**",
    "post.facts": "{purpose} · {when}",
    "post.team": "Team: {offices}",
    "post.sections": "By subject: {sections}",
    "post.section": "{title} {passed}/{judged}",
    "post.finding": "{number}. {sentence}. {severity}",
    "post.due": "to be put right within {days} days",
    "post.repeated": "Also failed last time",
    "post.note": "Note: {note}",
    "post.more": "… and {n} more findings, see {code}",
    "post.album": "{unit} · {date} · {code}",
    "post.header": "{code} · being filled in",
    "post.copy": "Second copy, see {code}",
}
