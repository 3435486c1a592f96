import { collect, Unreadable } from "./unreadable.ts";

/** Time that a docs site has for its whole answer, redirects included. */
const TIMEOUT_MS = 15_000;
const MAX_REDIRECTS = 5;

export interface Limits {
  /** Time for the whole answer of a URL. */
  readonly timeoutMs?: number;
  /** Redirects must stay with the origin; else they may also lead from http to https on the same host. */
  readonly sameOrigin?: boolean;
}

/**
 * Fetches an http(s) URL. Redirects are followed on the same host, never from https to http: who answers at one address does
 * not decide what else on the network is asked. @throws Unreadable
 */
export async function readAnswer(
  location: string,
  { timeoutMs = TIMEOUT_MS, sameOrigin = false }: Limits,
): Promise<{ bytes: Uint8Array; url: string }> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    let url = parsed(location);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const answer = await fetch(url, { redirect: "manual", signal, headers: HEADERS });
      const next = redirect(url, answer, sameOrigin);
      if (next === undefined) return { bytes: await body(answer), url: url.href };
      await answer.body?.cancel();
      url = next;
    }
    throw new Unreadable(`more than ${MAX_REDIRECTS} redirects`, "give the address they lead to");
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw explained(error, timeoutMs);
  }
}

// Docs sites that know Markdown answer with it where it is asked for; some refuse a request without a User-Agent.
const HEADERS = {
  accept: "text/markdown, application/yaml, application/json;q=0.9, text/plain;q=0.8, */*;q=0.1",
  "user-agent": "calendar-contract",
};

function parsed(location: string): URL {
  if (!URL.canParse(location)) throw new Unreadable("this is no address", "correct it");
  const url = new URL(location);
  if (url.username !== "" || url.password !== "")
    throw new Unreadable("the address holds a password", "save the page to a file and capture that");
  return url;
}

function redirect(from: URL, answer: Response, sameOrigin: boolean): URL | undefined {
  const location = answer.headers.get("location");
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === null) return undefined;
  if (!URL.canParse(location, from.href))
    throw new Unreadable("a redirect that leads nowhere", "check the address");
  const to = new URL(location, from);
  if (!/^https?:$/.test(to.protocol) || (from.protocol === "https:" && to.protocol === "http:"))
    throw new Unreadable(
      `a redirect from ${from.protocol}// to ${to.protocol}// is not followed`,
      "check the address",
    );
  if (to.origin !== from.origin && (sameOrigin || !isUpgrade(from, to)))
    throw new Unreadable("a redirect to another host is not followed", "give the address it leads to");
  return to;
}

/** True if the same host is asked by https in place of http, both on their usual port. */
const isUpgrade = (from: URL, to: URL): boolean =>
  from.protocol === "http:" && to.protocol === "https:" && to.host === from.host && to.port === "";

async function body(answer: Response): Promise<Uint8Array> {
  if (!answer.ok) {
    await answer.body?.cancel();
    const todo = answer.status === 404 ? "check the address" : "try again, or save the page to a file";
    throw new Unreadable(`the answer is status ${answer.status}`, todo);
  }
  return answer.body === null ? new Uint8Array() : collect(answer.body);
}

/** fetch hides what went wrong in causes. */
function explained(error: unknown, timeoutMs: number): Unreadable {
  const codes = causesOf(error).map((cause) =>
    "code" in cause && typeof cause.code === "string" ? cause.code : cause.name,
  );
  const known = [...codes, "other"]
    .map((code) => TROUBLES.find(([pattern]) => pattern.test(code)))
    .find(Boolean);
  if (codes.includes("TimeoutError"))
    return new Unreadable(
      `no whole answer within ${timeoutMs / 1000} s`,
      "try again, or save the page to a file",
    );
  const reason = causesOf(error).at(-1)?.message.split("\n")[0] ?? String(error);
  const [, wrong, todo] = known ?? [/./, `no answer: ${reason}`, "check the address and the network"];
  return new Unreadable(wrong, todo);
}

const TROUBLES: readonly (readonly [RegExp, string, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, "its host has no address", "check the host's name and the network"],
  [/^ECONNREFUSED$/, "its host refuses the connection", "check the address and the port"],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, "the connection was broken", "try again"],
  [
    /CERT|SSL|TLS|EPROTO|SELF_SIGNED|ALTNAME/,
    "no secure connection (TLS) to its host",
    "check the address, its port and the certificate",
  ],
  [/^UND_ERR_CONNECT_TIMEOUT$/, "its host does not answer", "check the address and the network"],
];

function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
