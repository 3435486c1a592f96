import type { IncomingHttpHeaders } from "node:http";
import { matches } from "../contract/conditions/matches.ts";
import type { Operation, Schema } from "../contract/contract.ts";
import type { Json } from "../core/json.ts";
import { isObject, own, parsed, tokensOf, valueAt } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";
import type { Flatten } from "./flatten-schema.ts";
import { jsonAnswer } from "./json-answer.ts";
import { type Edits, edited, fillTemplate, type Values } from "./profile-edits.ts";
import { type Asked, flatHeaders, type ReadRule, readRequest } from "./profile-read.ts";

/** An answer as a profile writes it; without a body the endpoint's own body stays. */
export interface AnswerTemplate {
  readonly status?: number;
  readonly body?: Json;
}

/** The requests that a rule applies to; a part that is left out applies to all. */
export interface Condition {
  readonly operations?: readonly string[];
  /** A JSON Schema over the request's headers, by lower-case name. */
  readonly headers?: Schema;
  /** A JSON Schema over the request's body. */
  readonly body?: Schema;
}

/** A request that the endpoint refuses though the contract allows it. */
export interface RefusalRule extends Condition {
  /** At the top of the body stands a property that the contract does not declare. */
  readonly undeclared?: boolean;
  /** Such properties that it takes all the same. */
  readonly except?: readonly string[];
  /** JSON pointers into the body: none of their values may stand at any of them in another entity. */
  readonly unique?: readonly string[];
  readonly answer: AnswerTemplate & { readonly status: number };
}

/** Edits of the answer to a creation, before it is stored. */
export type StoredRule = Condition & Edits;

/** Edits of an answer when it is sent. */
export interface AnswerRule extends Condition, Edits {
  /** A JSON Schema over the stored entity that the request is about. */
  readonly resource?: Schema;
  readonly status?: readonly number[];
  readonly answer?: AnswerTemplate;
}

/** Known behaviour of an endpoint that differs from its contract; see `openapi/observed.yaml` for the words. */
export interface Profile {
  readonly read: readonly ReadRule[];
  /**
   * Tried in order, the first that applies answers: before the contract's own checks where it depends on headers alone.
   */
  readonly refusals: readonly RefusalRule[];
  readonly stored: readonly StoredRule[];
  /** Answers to a request for an entity that has been deleted. */
  readonly gone: readonly (Condition & { readonly answer: AnswerTemplate & { readonly status: number } })[];
  readonly answers: readonly AnswerRule[];
}

/** A request as a profile sees it. */
export interface Seen {
  readonly operation: Operation;
  readonly headers: IncomingHttpHeaders;
  /** Absent until it is read, and where there is none. */
  readonly body?: Json | undefined;
}

/** A profile at work: it remembers the unique values in use and the deleted entities. */
export class ProfileSession {
  readonly #profile: Profile;
  readonly #flatten: Flatten;
  readonly #taken = new Map<string, string>();
  readonly #gone = new Set<string>();
  #count = 0;

  constructor(profile: Profile, flatten: Flatten) {
    this.#profile = profile;
    this.#flatten = flatten;
  }

  /** The request as the endpoint reads it. */
  read(asked: Asked): Asked {
    return readRequest(this.#profile.read, asked);
  }

  /** Refuses a request for its headers alone. */
  refuseHeaders(seen: Seen): Answer | undefined {
    return this.#refuse(seen, (rule) => rule.headers !== undefined);
  }

  /** Refuses a request for its body, which keeps the contract. */
  refuseBody(seen: Seen): Answer | undefined {
    return this.#refuse(seen, (rule) => rule.headers === undefined);
  }

  /** The answer to a creation as it is stored; the entity's unique values are its own from now on. */
  store(seen: Seen, id: string, answer: Json): Json {
    for (const value of this.#claims(seen)) this.#taken.set(value, id);
    return this.#profile.stored
      .filter((rule) => isAbout(rule, seen))
      .reduce((body, rule) => edited(body, rule, this.#values()), answer);
  }

  /** Notes that an entity is deleted, which frees its unique values. */
  remove(id: string): void {
    this.#gone.add(id);
    for (const [value, owner] of this.#taken) if (owner === id) this.#taken.delete(value);
  }

  /** The answer to a request for an entity that was deleted; undefined where no deletion or no rule is known. */
  answerGone(seen: Seen, id: string): Answer | undefined {
    const rule = this.#gone.has(id)
      ? this.#profile.gone.find((candidate) => isAbout(candidate, seen))
      : undefined;
    return rule && written(rule.answer, this.#values());
  }

  /** The answer as it is sent; `resource` is the entity that it is about. */
  finish(seen: Seen, answer: Answer, resource?: Json): Answer {
    const rules = this.#profile.answers.filter(
      (rule) =>
        isAbout(rule, seen) &&
        (rule.status?.includes(answer.status) ?? true) &&
        (rule.resource === undefined || (resource !== undefined && matches(rule.resource, resource))),
    );
    if (rules.length === 0) return answer;
    const values = this.#values(resource);
    let body = parsed(answer.text);
    let { status } = answer;
    for (const rule of rules) {
      status = rule.answer?.status ?? status;
      if (rule.answer?.body !== undefined) body = fillTemplate(rule.answer.body, values);
      if (body !== undefined) body = edited(body, rule, values);
    }
    return body === undefined ? { ...answer, status } : { ...answer, status, text: JSON.stringify(body) };
  }

  #refuse(seen: Seen, applies: (rule: RefusalRule) => boolean): Answer | undefined {
    for (const rule of this.#profile.refusals) {
      if (!applies(rule) || !isAbout(rule, seen)) continue;
      const undeclared = rule.undeclared === true ? this.#undeclared(seen, rule) : [];
      if (rule.undeclared === true && undeclared.length === 0) continue;
      if (rule.unique !== undefined && !this.#isTaken(rule, seen)) continue;
      return written(rule.answer, { ...this.#values(), undeclared });
    }
    return undefined;
  }

  #undeclared({ operation, body }: Seen, { except = [] }: RefusalRule): string[] {
    const declared = this.#flatten(operation.requestBody?.schema ?? true).properties ?? {};
    const isUndeclared = (name: string): boolean => !Object.hasOwn(declared, name) && !except.includes(name);
    return isObject(body) ? Object.keys(body).filter(isUndeclared) : [];
  }

  #isTaken({ unique = [] }: RefusalRule, { body }: Seen): boolean {
    return unique.some((pointer) => {
      const value = valueAt(body, pointer);
      return value !== undefined && this.#taken.has(JSON.stringify(value));
    });
  }

  #claims(seen: Seen): string[] {
    return this.#profile.refusals
      .filter((rule) => rule.unique !== undefined && isAbout(rule, seen))
      .flatMap((rule) => rule.unique ?? [])
      .map((pointer) => valueAt(seen.body, pointer))
      .filter((value) => value !== undefined)
      .map((value) => JSON.stringify(value));
  }

  #values(resource: Json = null): Values {
    const next = (): string => String(++this.#count).padStart(12, "0");
    const trace = next();
    return {
      trace: `00000000-0000-4000-8000-${trace}`,
      time: new Date(Date.UTC(2026, 0) + 1000 * Number(trace)).toISOString(),
      id: () => `000000000000${next()}`,
      resource,
    };
  }
}

/** The entity that an answer holds at a place. */
export const entityAt = (text: string, tokens: readonly string[]): Json | undefined => {
  let value = parsed(text);
  for (const token of tokens) value = isObject(value) ? own(value, token) : undefined;
  return value;
};

function isAbout({ operations, headers, body }: Condition, seen: Seen): boolean {
  if (operations !== undefined && !operations.includes(seen.operation.id)) return false;
  if (headers !== undefined && !matches(headers, flatHeaders(seen.headers))) return false;
  return body === undefined || (seen.body !== undefined && matches(body, seen.body));
}

const written = ({ status, body }: AnswerTemplate & { readonly status: number }, values: Values): Answer =>
  jsonAnswer(status, fillTemplate(body ?? {}, values));

/** True if a text is a JSON pointer (RFC 6901), `*` standing for every item of a list. */
export const isPointer = (text: string): boolean => text.startsWith("/") && tokensOf(text).length > 0;
