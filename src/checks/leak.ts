import { WHOLE } from "../contract/pointers.ts";
import { tokenIn } from "../http/credentials.ts";
import type { Check } from "./check.ts";
import { responsesClause } from "./violation/responses-clause.ts";
import { DATABASE_WORDS } from "./violation/system-words.ts";
import { words } from "./violation/words.ts";

/** Signs of the system behind an answer, each with its pattern; runs are bounded, for answers may be long. */
const LEAKS: readonly (readonly [string, RegExp])[] = [
  [
    "a stack trace",
    /\bat [\w$.<>[\] ]{1,100} \(?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s)]{1,500}:\d+|Traceback \(most recent call last\)|^[^\S\n]{0,100}at [\w$.]{1,200}\([\w.]{1,200}:\d+\)/m,
  ],
  [
    "a file path",
    /(?:^|[\s"'(=:])(?:\/(?:usr|home|var|opt|srv|app|root|etc)\/[\w.-]{1,200}\/[\w./-]{1,500}|[A-Z]:\\\\?(?:[\w.-]{1,200}\\\\?){1,100})/,
  ],
  ["a database error", DATABASE_WORDS],
];

/** No answer carries the token, a stack trace, a path of the server's disk or the words of its database. */
export const leak: Check = {
  id: "leak",
  claim: "no answer shows the token, a stack trace, a path or the words of a database",
  judgesDisguised: true,
  judge({ operation, documented, case: { request }, answer }) {
    const text = `${Object.entries(answer.headers).flat().join("\n")}\n${answer.text}`;
    const token =
      (operation.security && tokenIn(operation.security, request)) ??
      request.headers.authorization?.replace(/^\S+\s+/, "");
    // Removing the request's texts is slow, and only needed where something looks like a leak.
    const isSuspect = leakIn(text) !== undefined;
    const unsent = isSuspect ? withoutTexts(withoutKnown(text, request.body, documented.shownTexts), documented.listedTexts) : text; // biome-ignore format: one line
    const found = isSuspect ? leaksIn(unsent) : [];
    if (token && token.length >= 8 && text.includes(token))
      found.push({ what: "the token", sample: "the token that was sent" });
    return found.map(({ what, sample }) => ({
      severity: "violation" as const,
      subject: { kind: "named", name: what.replaceAll(" ", "-") },
      cause: what,
      spread: { least: 2, isOfEndpoint: true },
      at: WHOLE,
      title: `the answer shows ${what}`,
      expected: words("nothing of the system behind the endpoint"),
      received: words(sample.trim().slice(0, 200)),
      docs: `${operation.docs}/responses`,
      clause: responsesClause(operation.responses),
    }));
  },
};

/** The part of a text that shows something of the system behind the endpoint; undefined where nothing does. */
export const leakIn = (text: string): string | undefined => leaksIn(text)[0]?.sample;

/** The first sign alone: a stack trace holds paths, and both are one leak. */
function leaksIn(text: string): { what: string; sample: string }[] {
  for (const [what, pattern] of LEAKS) {
    const sample = pattern.exec(text)?.[0];
    if (sample !== undefined) return [{ what, sample }];
  }
  return [];
}

/** The answer without the texts of the request's body, which are no leak when they come back, and those that the docs show. */
function withoutKnown(text: string, body: string | undefined, shown: readonly string[]): string {
  let rest = text;
  for (const known of [...quoted(body ?? ""), ...shown])
    if (known.length >= LEAST_SENT) rest = rest.replaceAll(known, "");
  return rest;
}

/** The text without words that the docs list as values: they are no leak, whatever they look like. */
function withoutTexts(text: string, listed: ReadonlySet<string>): string {
  return text.replace(/[\w-]{4,200}/g, (word) => (listed.has(word) ? "" : word));
}

/** Shorter texts are words that any answer may have. */
const LEAST_SENT = 6;

/** The texts between the quotes of a JSON text, as they are written there; the last may be cut off. */
function* quoted(json: string): Iterable<string> {
  for (let from = json.indexOf('"'); from >= 0; from = json.indexOf('"', from + 1)) {
    const start = from + 1;
    for (from = start; from < json.length && json[from] !== '"'; from++) if (json[from] === "\\") from += 1;
    yield json.slice(start, from);
  }
}
