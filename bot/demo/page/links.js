// What an address means inside the messenger: the bot's deep link, a post of a channel, or the outside.

/** {kind: "start"} | {kind: "post", chatId, messageId} | {kind: "outside", url} | null for anything unsafe. */
export function readLink(url, botUsername) {
  const parsed = parse(url);
  if (!parsed) return null;
  if (parsed.hostname === "t.me" || parsed.hostname === "telegram.me") {
    const [first, second, third] = parsed.pathname.split("/").filter(Boolean);
    if (first === "c" && second && third) return { kind: "post", chatId: Number(`-100${second}`), messageId: Number(third) };
    if (botUsername && first?.toLowerCase() === botUsername.toLowerCase()) return { kind: "start", url: parsed.href };
  }
  return { kind: "outside", url: parsed.href };
}

function parse(url) {
  try {
    const parsed = new URL(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);
    return ["https:", "http:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed : null;
  } catch {
    return null;
  }
}

/** The first of the bot's deep links in a message: in its text, its links or its buttons. */
export function startLinkIn(message, botUsername) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const urls = [
    ...entities.filter((entity) => entity.url).map((entity) => entity.url),
    ...(text.match(/(https?:\/\/)?t\.me\/\S+/g) ?? []),
    ...(message.reply_markup?.inline_keyboard ?? []).flat().filter((button) => button.url).map((button) => button.url),
    ...(message.reply_markup?.inline_keyboard ?? []).flat().filter((button) => button.copy_text).map((button) => button.copy_text.text),
  ];
  return urls.find((url) => /start=/.test(url) && readLink(url, botUsername)?.kind === "start") ?? null;
}
