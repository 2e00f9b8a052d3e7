// Talks to the local server: what a person does, uploads, the list of sample photos.

async function answerOf(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok || body.ok === false) throw new Error(body.error || `HTTP ${response.status}`);
  return body;
}

/** Acts as a person; resolves with the server's answer, rejects with its reason. */
export async function act(action) {
  const response = await fetch("/demo/act", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(action),
  });
  return answerOf(response);
}

export async function upload(file) {
  const form = new FormData();
  form.append("file", file, file.name);
  return answerOf(await fetch("/demo/upload", { method: "POST", body: form }));
}

export async function fetchState() {
  return answerOf(await fetch("/demo/state", { cache: "no-store" }));
}

export async function killBot() {
  return answerOf(await fetch("/demo/kill", { method: "POST" }));
}

let samples = null;

/** The sample photos, asked for once. */
export function fetchSamples() {
  samples ??= fetch("/demo/samples").then(answerOf).catch((error) => {
    samples = null;
    throw error;
  });
  return samples;
}

export function fileUrl(fileId) {
  return `/demo/file/${encodeURIComponent(fileId)}`;
}
