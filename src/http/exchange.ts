/** The words that cases, targets and checks share: a case, its request on the wire, and what came back. */

import type { ParameterValues } from "../contract/request-schema.ts";
import type { Json } from "../core/json.ts";
import { parsed } from "../core/json.ts";
import type { Fault } from "../generation/fault.ts";
import type { Adaptation } from "./adaptation.ts";
import type { Excess } from "./answer-limits.ts";
import type { CaseIdentity } from "./case-origin.ts";
import { type JudgedJson, judgedJson } from "./judged-json.ts";

/** The claim that a case proves; `observe` judges only what holds of every answer. */
export type Expectation = "accept" | "reject" | "observe";

/** A request as it goes over the wire, below the target's base URL; header names are lower case. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, parameters filled in. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  /** The exact bytes as text; absent for no body. */
  readonly body?: string;
}

/** An answer, whole or as much of it as is taken in; header names are lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
  /** The limits that were exceeded as it came in, so that the rest is cut off; absent if none. */
  readonly excess?: readonly Excess[];
}

/** The reason why there is no answer, or none that says anything of the endpoint: never a finding. */
export interface TransportFailure {
  readonly reason:
    | "refused"
    | "reset"
    | "timeout"
    | "dns"
    | "tls"
    | "rate-limited"
    /** The account may send nothing more today. */
    | "exhausted"
    | "gateway"
    | "redirect"
    | "proxy"
    | "unrecorded"
    | "other";
  /** One line for people: what happened and at which address. */
  readonly message: string;
  /** The answer that says nothing of the endpoint, where there was one. */
  readonly answer?: Answer;
}

/** The pages behind the first one of a list, as far as they were asked for. */
export interface ListedPages {
  /** True if the last one was reached. */
  readonly isWhole: boolean;
  /** The number of items of each. */
  readonly sizes: readonly number[];
  /** The resource that the request is about, where one of them holds it. */
  readonly item?: unknown;
  /** The id, as JSON, of an item that one of them holds and a page before it as well. */
  readonly repeated?: string;
  /** The status by which a page was refused that the one before leads to. */
  readonly refused?: number;
}

/** State of the resource that a request is about, as the run knows it. */
export interface ResourceState {
  readonly step: "read" | "delete" | "update" | "list";
  readonly exists: boolean;
  /** The resource as it was answered last; absent where no answer held it. */
  readonly created?: unknown;
  /** After how many milliseconds an answer agreed with this, where the first did not. */
  readonly delayMs?: number;
  /** The resource's own id, as answers show it; absent where a list need not be searched for it. */
  readonly id?: string;
  /** The further pages of a list; absent where they were not asked for. */
  readonly pages?: ListedPages;
}

/** One request to send, with the claim that it proves. */
export interface Case extends CaseIdentity {
  readonly operation: string;
  readonly expect: Expectation;
  readonly seed: number;
  /** The parameters of a request to the operation under test; absent where they are those of every request. */
  readonly parameters?: ParameterValues;
  /** The body as a JSON value; absent where the request has none or one that is not JSON. */
  readonly body?: Json;
  readonly request: WireRequest;
  readonly fault?: Fault;
  /** Present where the case is sent in place of the planned one. */
  readonly adapted?: Adaptation;
  /** The source of the recording; absent where the case is sent anew. */
  readonly source?: Provenance["source"];
  /** For a request about a resource that the run has made. */
  readonly resource?: ResourceState;
  /** Ids of all that the request has made, as lists have shown in the end; absent where nothing was unexpected. */
  readonly made?: readonly string[];
}

/** A case and its answer, or the reason why there is none. */
export interface Exchange {
  readonly case: Case;
  readonly answer?: Answer;
  readonly failure?: TransportFailure;
}

/** A destination of cases. */
export interface Target {
  /** As the user named it. */
  readonly name: string;
  /** Base URL, without a trailing slash. */
  readonly url: string;
  /** On this machine: nothing of a shared account is touched. */
  readonly loopback: boolean;
  /** True if created resources must be deleted at the end. */
  readonly stores: boolean;
  /** True for the suite's own endpoint, which shrinking may ask as often as it needs. */
  readonly shrinksFree?: boolean;
  /** True if it answers as the live endpoint does, whose known differences count; a recording says so itself. */
  readonly live?: boolean;
  /** The bearer token to send; never printed. */
  readonly token: string;
  /** The exchanges to replay instead of a plan, with what they came from. */
  readonly recorded?: readonly RecordedExchange[];
  /** @returns an answer or the reason why there is none; never throws for what the network does. */
  send(request: WireRequest): Promise<Answer | TransportFailure>;
  close(): Promise<void>;
}

/**
 * The sources of recordings: the docs' own examples, the embedded endpoint in its two profiles, and an endpoint at a
 * URL.
 */
export const SOURCES = ["docs", "sandbox", "observed", "live"] as const;

/** The source of a recording. */
export interface Provenance {
  readonly source: (typeof SOURCES)[number];
  /** `Contract.hash` when it was recorded. */
  readonly contract: string;
  /** ISO 8601 date. */
  readonly date: string;
  /** Host name of the target; absent for `docs`. */
  readonly host?: string;
}

/** The claim of a case when it was recorded; recordings made before this was kept have none. */
export interface RecordedMeaning {
  readonly expect?: Expectation;
  readonly fault?: Fault;
  readonly resource?: ResourceState;
  /** True if the body was sent as a text of its own rather than as a value. */
  readonly raw?: boolean;
}

export interface RecordedExchange extends RecordedMeaning {
  /** The id that the case had, `kind/name`. */
  readonly case: string;
  readonly operation: string;
  readonly seed: number;
  readonly request: WireRequest;
  readonly answer: Answer;
  readonly provenance: Provenance;
  /** The file, from the repository's root. */
  readonly file: string;
}

/** A recording whose request today's contract would not send; it is not judged. */
export interface Orphan {
  /** The file, from the repository's root. */
  readonly file: string;
  readonly case: string;
  readonly reason: string;
}

const jsons = new WeakMap<Answer, JudgedJson>();

function judgedJsonOf(answer: Answer): JudgedJson {
  let known = jsons.get(answer);
  if (known === undefined) {
    known = answer.excess?.includes("bytes") ? NOT_READ : judgedJson(answer.text);
    jsons.set(answer, known);
  }
  return known;
}

const NOT_READ: JudgedJson = { json: undefined, excess: [] };

/** The body of an answer as JSON, within what is judged and parsed once; undefined where it is none, or too much. */
export const jsonOf = (answer: Answer): unknown => judgedJsonOf(answer).json;

/** The limits that an answer exceeds, as it came in or as JSON. */
export const excessOf = (answer: Answer): readonly Excess[] => {
  const { excess } = judgedJsonOf(answer);
  return answer.excess === undefined ? excess : [...answer.excess, ...excess];
};

/** The body of an answer as JSON with all items of its lists, as what was made is looked up in it; undefined where it is none. */
export const wholeJsonOf = (answer: Answer): unknown =>
  excessOf(answer).length === 0 ? jsonOf(answer) : parsed(answer.text);

export function isFailure(result: Answer | TransportFailure): result is TransportFailure {
  return "reason" in result;
}
