"""In English: inviting people."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the desk: inviting
    "invite.head": "**People**",
    "invite.person": "{name} · {role}",
    "invite.person_office": "{name} · {role} · {office}",
    "invite.more": "… and {n} more",
    "invite.ask_role": "Invite somebody for which role?",
    "invite.ask_unit": "Contact of which unit? Type a few letters to find it, for example: mo lao",
    "invite.ask_name": "Type the name and the office of the {role}, with a comma between, "
    "for example: Trần Thị Lan, Phòng Nội vụ",
    "invite.name_again": "No name could be read. Please type, for example: Trần Thị Lan, Phòng Nội vụ",
    "invite.made": "Invitation for **{name}**, {role}.",
    "invite.made_office": "Invitation for **{name}**, {role}, {office}.",
    "invite.unit": "Unit: {unit}.",
    "invite.link": "Send this link to the person invited:\n{link}",
    "invite.expires": "It can be used once, until {time} on {date}.",
    "invite.shown": "You are invited as {role} in **{house}**.",
    "invite.shown_office": "You are invited as {role} in **{house}**, {office}.",
    "invite.shown_for": "The invitation is for: {name}.",
    "invite.invalid": "This invitation can no longer be used. Please ask the sender for a new one.",
    "invite.accepted": "Recorded. Your role: {role}.",
    "invite.declined": "Recorded. The invitation is for somebody else; there is nothing more to do.",
    "invite.used": "{name} accepted the invitation with the account “{account}”.",
    "invite.used_check": "If that is the wrong person, press “Withdraw”.",
    "invite.refused": "The account “{account}” says that they are not {name}.",
    "invite.refused_check": "The invitation can still be used. If it was sent to the wrong person, "
    "press “Withdraw”.",
    "invite.withdrawn": "The invitation of {name} and the rights it gave are withdrawn.",
    "invite.already_withdrawn": "This invitation was withdrawn before.",
    "invite.access_withdrawn": "Your access has been withdrawn. If you need it, please ask an administrator.",
}
