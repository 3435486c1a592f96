import { WHOLE } from "../contract/pointers.ts";
import type { Check } from "./check.ts";
import { words } from "./violation/words.ts";

/** Signs of the system behind an answer, each with its pattern. */
const LEAKS: readonly (readonly [string, RegExp])[] = [
  [
    "a stack trace",
    /\bat [\w$.<>[\] ]+ \(?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s)]+:\d+|Traceback \(most recent call last\)|^\s*at [\w$.]+\([\w.]+:\d+\)/m,
  ],
  [
    "a file path",
    /(?:^|[\s"'(=:])(?:\/(?:usr|home|var|opt|srv|app|root|etc)\/[\w.-]+\/[\w./-]+|[A-Z]:\\\\?(?:[\w.-]+\\\\?)+)/,
  ],
  [
    "a database error",
    /MongoServerError|E11000 duplicate key|SQLSTATE|ORA-\d{5}|syntax error at or near|SequelizeDatabaseError|PrismaClient\w*Error|violates (?:unique|foreign key|not-null) constraint|ER_[A-Z_]{4,}/,
  ],
];

/** No answer carries the token, a stack trace, a path of the server's disk or the words of its database. */
export const leak: Check = {
  id: "leak",
  judge({ operation, case: { request }, answer }) {
    const text = `${Object.entries(answer.headers).flat().join("\n")}\n${answer.text}`;
    const token = request.headers.authorization?.replace(/^\S+\s+/, "");
    // Removing the request's texts is slow, and only needed where something looks like a leak.
    const isSuspect = leakIn(text) !== undefined;
    const unsent = isSuspect ? withoutSent(text, request.body) : text;
    const found = isSuspect ? leaksIn(unsent) : [];
    if (token && token.length >= 8 && text.includes(token))
      found.push({ what: "the token", sample: "the token that was sent" });
    return found.map(({ what, sample }) => ({
      severity: "violation" as const,
      subject: { kind: "named", name: what.replaceAll(" ", "-") },
      at: WHOLE,
      title: `the answer shows ${what}`,
      expected: words("nothing of the system behind the endpoint"),
      received: words(sample.trim().slice(0, 200)),
      docs: `${operation.docs}/responses`,
      clause: `Responses: ${Object.entries(operation.responses)
        .map(([code, response]) => `${code} ${response.description}`)
        .join(", ")}.`,
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

/** The answer without the texts of the request's body: what the caller sent is no leak when it comes back. */
function withoutSent(text: string, body: string | undefined): string {
  let rest = text;
  for (const [, sent = ""] of (body ?? "").matchAll(/"((?:[^"\\]|\\.){6,})"/g))
    rest = rest.replaceAll(sent, "");
  return rest;
}
