// The event stream: first everything that happened, then each event as it happens, in order,
// each exactly once. Uses server-sent events, and long polling when those do not get through.

const POLL_SECONDS = 20;
const FAILURES_BEFORE_POLLING = 3;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function fetchLog(since, wait) {
  const response = await fetch(`/demo/log?since=${since}&wait=${wait}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** onEvents(events, live): `live` is false for the replay. onConnection(connected). Never returns. */
export async function follow({ onEvents, onConnection, onRestart }) {
  let seq = 0;
  const take = (events, live) => {
    const fresh = events.filter((event) => event.seq > seq);
    if (fresh.length === 0) return;
    seq = fresh[fresh.length - 1].seq;
    onEvents(fresh, live);
  };
  const current = () => seq;
  const first = await replay(onConnection);
  take(first.events, false);
  seq = Math.max(seq, first.seq ?? 0);
  onEvents([], true);
  onConnection(true);
  let failures = 0;
  for (;;) {
    const worked = failures < FAILURES_BEFORE_POLLING
      ? await listen(current, (event) => take([event], true), onConnection)
      : await poll(current, take, onConnection);
    failures = worked ? 0 : failures + 1;
    await pause(failures === 0 ? 300 : 1000);
    await noticeRestart(current(), onRestart);
  }
}

async function replay(onConnection) {
  for (;;) {
    try {
      return await fetchLog(0, 0);
    } catch {
      onConnection(false);
      await pause(1000);
    }
  }
}

/** Follows server-sent events until they break; resolves with whether they ever opened. */
function listen(current, onEvent, onConnection) {
  return new Promise((resolve) => {
    const source = new EventSource(`/demo/events?since=${current()}`);
    let opened = false;
    source.onopen = () => {
      opened = true;
      onConnection(true);
    };
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      source.close();
      onConnection(false);
      resolve(opened);
    };
  });
}

/** One round of long polling; after one that works, server-sent events get another chance. */
async function poll(current, take, onConnection) {
  try {
    const log = await fetchLog(current(), POLL_SECONDS);
    onConnection(true);
    take(log.events, true);
    return true;
  } catch {
    onConnection(false);
    return false;
  }
}

/** A lower number than ours means that the server began anew: what is shown is another day's. */
async function noticeRestart(seq, onRestart) {
  try {
    const log = await fetchLog(seq, 0);
    if (log.seq < seq) onRestart();
  } catch {
    // Not there yet: the next round asks again.
  }
}
