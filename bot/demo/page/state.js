// What every chat shows, folded from the event stream. Knows nothing of the DOM.
// fold(state, event) changes the state and returns what changed, for the phones to redraw.

export function createState() {
  return {
    people: new Map(),
    chats: new Map(),
    bot: null,
    process: { status: "starting", restarts: 0 },
    presses: new Map(),
  };
}

export function chatOf(state, id) {
  let chat = state.chats.get(id);
  if (!chat) {
    chat = { id, info: null, entries: new Map(), groups: new Map(), pinned: null, keyboard: null, forceReply: null, typingAt: 0 };
    state.chats.set(id, chat);
  }
  return chat;
}

/** The row that a message is shown in: albums share one. */
export function rowKey(message) {
  return message.media_group_id ? `g${message.media_group_id}` : `m${message.message_id}`;
}

/** The entries of one row, in order. */
export function rowEntries(chat, key) {
  return (chat.groups.get(key) ?? []).map((id) => chat.entries.get(id));
}

export function channels(state) {
  return [...state.chats.values()].filter((chat) => chat.info && chat.info.type !== "private");
}

export function personName(state, id) {
  return state.people.get(id)?.name ?? state.people.get(id)?.first_name ?? String(id);
}

export function isChannelAdmin(chat, person) {
  return chat.info?.admins?.includes(person) ?? false;
}

/** The callback data of this person's presses on a message that wait for an answer. */
export function waitingPresses(state, chatId, messageId, person) {
  const waiting = new Set();
  for (const press of state.presses.values()) {
    if (press.chatId === chatId && press.messageId === messageId && press.person === person && !press.quiet) waiting.add(press.data);
  }
  return waiting;
}

const FOLDS = {
  person(state, event) {
    state.people.set(event.person.id, event.person);
    return { kind: "people" };
  },
  chat(state, event) {
    chatOf(state, event.chat.id).info = event.chat;
    return { kind: "chat", chatId: event.chat.id };
  },
  bot_info(state, event) {
    state.bot = event.bot;
    return { kind: "people" };
  },
  bot(state, event) {
    state.process = { status: event.status, restarts: event.restarts ?? state.process.restarts, pid: event.pid };
    return { kind: "process" };
  },
  message: foldMessage,
  edit(state, event) {
    const chat = chatOf(state, event.chat_id);
    const entry = chat.entries.get(event.message.message_id);
    if (!entry) return null;
    entry.message = event.message;
    return { kind: "edit", chatId: chat.id, messageId: event.message.message_id, key: entry.key };
  },
  delete(state, event) {
    const chat = chatOf(state, event.chat_id);
    const entry = chat.entries.get(event.message_id);
    if (!entry) return null;
    chat.entries.delete(event.message_id);
    const rest = chat.groups.get(entry.key).filter((id) => id !== event.message_id);
    if (rest.length > 0) chat.groups.set(entry.key, rest);
    else chat.groups.delete(entry.key);
    if (chat.pinned === event.message_id) chat.pinned = null;
    return { kind: "delete", chatId: chat.id, messageId: event.message_id, key: entry.key };
  },
  reaction(state, event) {
    const chat = chatOf(state, event.chat_id);
    const entry = chat.entries.get(event.message_id);
    if (!entry) return null;
    entry.reactions.set(event.by, event.reactions);
    return { kind: "edit", chatId: chat.id, messageId: event.message_id, key: entry.key };
  },
  pin(state, event) {
    chatOf(state, event.chat_id).pinned = event.message_id ?? null;
    return { kind: "chat", chatId: event.chat_id };
  },
  action(state, event) {
    chatOf(state, event.chat_id).typingAt = Date.now();
    return { kind: "typing", chatId: event.chat_id };
  },
  pending(state, event) {
    const press = { person: event.person, chatId: event.chat_id, messageId: event.message_id, data: event.data, quiet: false };
    state.presses.set(event.callback_query_id, press);
    return { kind: "press", id: event.callback_query_id, press, chatId: event.chat_id };
  },
  answer(state, event) {
    const press = state.presses.get(event.callback_query_id) ?? { person: event.person, chatId: null };
    state.presses.delete(event.callback_query_id);
    return { kind: "answer", press, chatId: press.chatId, text: event.text, alert: event.show_alert };
  },
};

export function fold(state, event) {
  const step = FOLDS[event.kind];
  return step ? step(state, event) : null;
}

function foldMessage(state, event) {
  const chat = chatOf(state, event.chat_id);
  const message = event.message;
  const key = rowKey(message);
  if (!chat.entries.has(message.message_id)) {
    chat.groups.set(key, [...(chat.groups.get(key) ?? []), message.message_id]);
  }
  chat.entries.set(message.message_id, { key, message, sender: event.sender, reactions: new Map() });
  if (event.sender === "bot") foldKeyboard(chat, message, message.reply_markup ?? event.keyboard);
  else noticeKeyboardUse(chat, message);
  if (event.sender === "bot") chat.typingAt = 0;
  return { kind: "message", chatId: chat.id, messageId: message.message_id, key, sender: event.sender };
}

function foldKeyboard(chat, message, markup) {
  chat.forceReply = null;
  if (markup?.keyboard) chat.keyboard = { ...markup, messageId: message.message_id, used: false };
  else if (markup?.remove_keyboard) chat.keyboard = null;
  else if (markup?.force_reply) chat.forceReply = { messageId: message.message_id, placeholder: markup.input_field_placeholder };
}

function noticeKeyboardUse(chat, message) {
  chat.forceReply = null;
  const keyboard = chat.keyboard;
  if (!keyboard?.one_time_keyboard) return;
  const keys = keyboard.keyboard.flat();
  const pressed = keys.some((key) => (typeof key === "string" ? key : key.text) === message.text)
    || (message.location && keys.some((key) => key.request_location))
    || (message.contact && keys.some((key) => key.request_contact))
    || (message.chat_shared && keys.some((key) => key.request_chat));
  if (pressed) keyboard.used = true;
}
