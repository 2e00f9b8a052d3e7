"""One person's phone on the demo page, used as a finger and an eye use it.

Rules: every step waits for what it needs to see, never for time to pass; a button is pressed on the newest
message that shows both the words and the button.
Must not know: checklists.
"""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.running import PATIENCE

MILLISECONDS = PATIENCE * 1000


@dataclass(frozen=True, slots=True)
class Phone:
    """The phone of a person (or, by a negative id, of a channel) on an open page."""

    page: Page
    owner: int

    @property
    def node(self) -> Locator:
        """The whole phone, with its header and composer."""
        hook = "person" if self.owner > 0 else "chat"
        return self.page.locator(f'section.phone[data-{hook}="{self.owner}"]')

    @property
    def received(self) -> Locator:
        """Every message from others, oldest first."""
        return self.node.locator(".bubble.in")

    def sees(self, words: str) -> Locator:
        """Wait for a message with these words; the newest such message."""
        message = self.received.filter(has_text=words).last
        expect(message).to_be_visible(timeout=MILLISECONDS)
        return message

    def say(self, text: str) -> None:
        """Type and send."""
        self.node.locator("textarea.compose").fill(text)
        self.node.locator("button.send").click()

    def tap(self, label: str, *, on: str) -> None:
        """Press the button with this label under the newest message with the words `on`."""
        button = self.page.locator("button.inline").filter(has_text=label)
        message = self.received.filter(has_text=on).filter(has=button).last
        message.locator("button.inline").filter(has_text=label).first.click(timeout=MILLISECONDS)

    def press_key(self, label: str) -> None:
        """Press a key of the keyboard under the composer."""
        self.node.locator(f'.keys [data-key="{label}"]').click(timeout=MILLISECONDS)

    def send_photos(self, *samples: str, caption: str = "") -> None:
        """Choose sample photos in the sheet of the paper clip and send them together."""
        self.node.locator("button.attach").click()
        for sample in samples:
            self.node.locator(f'[data-sample="{sample}"]').click(timeout=MILLISECONDS)
        self.node.locator("textarea.caption").fill(caption)
        self.node.locator(".send-photos").click()
        expect(self.node.locator(".photo-sheet")).to_have_count(0, timeout=MILLISECONDS)

    def send_place(self, title: str) -> None:
        """Send the location with this title from the list that the location key opens."""
        self.node.locator(".place-choice").filter(has_text=title).click(timeout=MILLISECONDS)

    def show(self) -> None:
        """Bring this phone to the front where the page shows one at a time."""
        self.page.locator(f'[data-tab="{self.owner}"]').click()
        expect(self.node).to_be_visible(timeout=MILLISECONDS)
