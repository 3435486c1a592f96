import type { Contract } from "../contract/contract.ts";
import { isSuccess, resourceOf } from "../contract/resource.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject, parsed, setOwn, valueAt } from "../core/json.ts";
import type { Answer, Case, Exchange, ResourceState } from "../http/exchange.ts";
import { redactor, TOKEN_NAME } from "../redact/secret.ts";
import { Pseudonyms } from "./pseudonyms.ts";

export interface Private {
  readonly contract: Contract;
  /** The token of the run. */
  readonly token: string;
  /** The account's values by their variables; variables that are not set have none. */
  readonly bindings: { readonly [env: string]: readonly string[] };
  readonly tag: string;
  /** Milliseconds since 1970; points in time near it are the run's. */
  readonly now: number;
}

/** Exchanges in the order in which they are kept, and in which their values get pseudonyms. */
export function inOrder(exchanges: readonly Exchange[]): Exchange[] {
  const natural = new Intl.Collator("en", { numeric: true });
  return [...exchanges].sort((left, right) => natural.compare(left.case.id, right.case.id));
}

/**
 * Exchanges as they may be kept, in order: without the token in any encoding, and with pseudonyms for the account's values and
 * for the e-mail addresses, phone numbers, ids and points in time that the endpoint brings up. What the suite made up stays.
 */
export function withoutPrivate(exchanges: readonly Exchange[], given: Private): Exchange[] {
  const sorted = inOrder(exchanges);
  const names = new Pseudonyms({
    account: Object.keys(given.bindings)
      .sort()
      .flatMap((env) => given.bindings[env] ?? []),
    tag: given.tag,
    own: ownText(given.contract, sorted),
    now: given.now,
  });
  const redact = redactor(given.token, TOKEN_NAME);
  const texts: Texts = {
    sent: (text) => names.sent(redact(text)),
    answered: (text) => names.answered(redact(text)),
    key: (text) => names.key(redact(text)),
    number: (text) => names.number(text),
  };
  for (const { case: kept, answer } of sorted) {
    names.startCase(kept.id);
    const id = answer && idOf(given.contract, kept, answer);
    if (id !== undefined) names.made(id);
  }
  return sorted.map(({ case: kept, answer, ...rest }) => {
    names.startCase(kept.id);
    return { ...rest, case: keptCase(kept, texts), ...(answer ? { answer: keptAnswer(answer, texts) } : {}) };
  });
}

interface Texts {
  sent(text: string): string;
  answered(text: string): string;
  key(text: string): string;
  number(text: string): string;
}

function ownText(contract: Contract, exchanges: readonly Exchange[]): string {
  const bodies = new Set(exchanges.map((exchange) => exchange.case.request.body ?? ""));
  return [JSON.stringify([contract.schemas, contract.operations]), ...bodies].join("\n");
}

/**
 * The id of the resource that an answer has created, where the operation's links find it; short numbers say nothing of
 * an account.
 */
function idOf({ operations }: Contract, { operation }: Case, { status, text }: Answer): string | undefined {
  const created = operations[operation];
  const resource = created && resourceOf(created);
  if (!resource || !isSuccess(status)) return undefined;
  const id = valueAt(parsed(text), resource.id);
  return typeof id === "string" || (typeof id === "number" && id > 99_999) ? String(id) : undefined;
}

function keptCase(original: Case, texts: Texts): Case {
  const { path, headers, body, ...request } = original.request;
  return {
    ...original,
    request: {
      ...request,
      path: keptTarget(path, texts),
      headers: mapped(headers, texts.sent),
      ...(body === undefined ? {} : { body: keptText(body, { ...texts, ...sentOnly(texts) }) }),
    },
    ...(original.resource ? { resource: keptResource(original.resource, texts) } : {}),
    ...(original.made ? { made: original.made.map((id) => texts.answered(id)) } : {}),
  };
}

const keptResource = (resource: ResourceState, texts: Texts): ResourceState => ({
  ...resource,
  created: keptValue(resource.created as Json, texts),
  ...(resource.id === undefined ? {} : { id: texts.answered(resource.id) }),
});

/** Pseudonyms for a request: only the account's values are private there. */
const sentOnly = ({ sent }: Texts): Texts => ({ sent, answered: sent, key: (it) => it, number: (it) => it });

/** The path of a request with its query: an id in a segment came from an answer, a value in the query may be the account's. */
function keptTarget(target: string, texts: Texts): string {
  const [path = "", ...query] = target.split(/(?=[?&])/);
  const segments = path.split("/").map((part) => keptPart(part, texts));
  return segments.join("/") + query.map((pair) => keptPair(pair, texts)).join("");
}

function keptPair(pair: string, texts: Texts): string {
  const at = pair.indexOf("=") + 1;
  if (at === 0) return pair;
  const written = pair.slice(at);
  const kept = keptPart(written.replaceAll("+", "%20"), texts);
  return pair.slice(0, at) + (kept === written.replaceAll("+", "%20") ? written : kept);
}

/** A part of a request's target, as it was written where its text stays. */
function keptPart(part: string, texts: Texts): string {
  const text = decoded(part);
  const kept = texts.answered(text);
  return kept === text ? part : encodeURIComponent(kept);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const keptAnswer = ({ headers, text, ...answer }: Answer, texts: Texts): Answer => ({
  ...answer,
  headers: mapped(headers, texts.answered),
  text: keptText(text, texts),
});

const mapped = (headers: Answer["headers"], change: (text: string) => string): Answer["headers"] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [change(name), change(value)]));

/** A body's text: of JSON only the strings and numbers change, so that all else stays as it was written. */
function keptText(text: string, texts: Texts): string {
  if (text === "" || parsed(text) === undefined) return texts.answered(text);
  let out = "";
  let done = 0;
  for (const { from, to, isKey } of literals(text)) {
    const literal = text.slice(from, to);
    const kept = literal.startsWith('"')
      ? keptString(literal, isKey ? texts.key : texts.answered)
      : texts.number(literal);
    if (kept === literal) continue;
    out += text.slice(done, from) + kept;
    done = to;
  }
  return out + text.slice(done);
}

function keptString(literal: string, change: (text: string) => string): string {
  const text = JSON.parse(literal) as string;
  const kept = change(text);
  return kept === text ? literal : JSON.stringify(kept);
}

/** Positions of the strings and numbers of a valid JSON text. */
function* literals(text: string): Iterable<{ from: number; to: number; isKey: boolean }> {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') {
      const to = stringEnd(text, at);
      yield { from: at, to, isKey: /^\s*:/.test(text.slice(to, to + MOST_SPACE)) };
      at = to - 1;
    } else if (/[-\d]/.test(text[at] ?? "")) {
      const [number = ""] = /^[-+.\deE]+/.exec(text.slice(at, at + MOST_SPACE)) ?? [];
      yield { from: at, to: at + number.length, isKey: false };
      at += number.length - 1;
    }
  }
}

/** Characters read ahead of a literal at most, so that a long text is not copied for each. */
const MOST_SPACE = 64;

/** The position after the quote that ends a string: one with an even number of backslashes before it. */
function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** The same changes to a parsed value. */
function keptValue(value: Json | undefined, texts: Texts): Json | undefined {
  if (typeof value === "string") return texts.answered(value);
  if (typeof value === "number") {
    const text = JSON.stringify(value);
    const kept = texts.number(text);
    return kept === text ? value : Number(kept);
  }
  if (Array.isArray(value)) return value.map((item) => keptValue(item, texts) ?? null);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, member] of Object.entries(value))
    setOwn(copy, texts.key(key), keptValue(member, texts) ?? null);
  return copy;
}
