import { type Account, bind } from "../account.ts";
import type { BodySource } from "../body/base.ts";
import type { Site } from "../body/sites.ts";
import type { Contract, Json } from "../contract.ts";
import type { Case, Expectation, Fault } from "../exchange.ts";
import { seedOf } from "../random.ts";

/** What a kind makes its cases from. */
export interface KindContext {
  readonly contract: Contract;
  readonly source: BodySource;
  readonly sites: readonly Site[];
  readonly seed: number;
}

/** A case before it is bound to an account. */
export interface Draft {
  /** Unique within its kind. */
  readonly name: string;
  readonly expect: Expectation;
  readonly body?: Json;
  /** The body's exact text where it is not what `JSON.stringify` writes of `body`. */
  readonly text?: string;
  /** Headers that differ from the usual ones; undefined leaves one out. */
  readonly headers?: { readonly [name: string]: string | undefined };
  readonly method?: string;
  readonly path?: string;
  readonly fault?: Fault;
}

/** One way of making cases, from the contract alone. */
export interface Kind {
  readonly id: string;
  /** Drafts in the order of their worth; may be endless. */
  drafts(context: KindContext): Iterable<Draft>;
}

/** What goes with every request to an operation. */
export interface Envelope {
  readonly account: Account;
  readonly token: string;
  readonly userAgent: string;
}

/** A case that can be sent, or the reason why not. */
export type Planned =
  | { readonly case: Case }
  | { readonly id: string; readonly kind: string; readonly skipped: string };

/** Binds a draft to the account and writes the request out; the same draft and envelope give the same bytes. */
export function plan(kind: string, draft: Draft, context: KindContext, envelope: Envelope): Planned {
  const { operation, schema } = context.source;
  const id = `${kind}/${draft.name}`;
  const seed = seedOf(context.seed, id);
  const caseTag = (seed >>> 0).toString(36);
  const bound =
    draft.body === undefined
      ? undefined
      : bind(draft.body, schema, context.contract.schemas, envelope.account, caseTag, draft.fault?.at);
  if (bound && bound.missing.length > 0) {
    return { id, kind, skipped: `needs more values in ${bound.missing.join(" and ")} than are set` };
  }
  const text = draft.text ?? (bound === undefined ? undefined : JSON.stringify(bound.body));
  const headers = headersOf(context, envelope, text !== undefined, draft.headers ?? {});
  return {
    case: {
      id,
      kind,
      operation: operation.id,
      expect: draft.expect,
      seed,
      ...(bound === undefined || draft.text !== undefined ? {} : { body: bound.body }),
      request: {
        method: draft.method ?? operation.method,
        path: draft.path ?? operation.path,
        headers,
        ...(text === undefined ? {} : { body: text }),
      },
      ...(draft.fault ? { fault: draft.fault } : {}),
    },
  };
}

function headersOf(
  { source: { operation } }: KindContext,
  envelope: Envelope,
  hasBody: boolean,
  changes: { readonly [name: string]: string | undefined },
): { [name: string]: string } {
  const usual = {
    ...standardHeaders(operation, envelope),
    ...(hasBody ? { "content-type": operation.requestBody?.mediaType } : {}),
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(usual).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The headers that every request to an operation carries: accept, user agent, token and required parameters. */
export function standardHeaders(
  operation: BodySource["operation"],
  envelope: Omit<Envelope, "account">,
): { [name: string]: string } {
  const headers: { [name: string]: string } = {
    accept: "application/json",
    "user-agent": envelope.userAgent,
  };
  if (operation.security) headers.authorization = `${operation.security.scheme} ${envelope.token}`;
  for (const header of operation.headers) {
    const [value] = header.enum;
    if (header.required && value !== undefined) headers[header.name.toLowerCase()] = value;
  }
  return headers;
}
