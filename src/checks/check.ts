import type { Contract, Operation, SchemaObject } from "../contract/contract.ts";
import type { DocumentedOperation } from "../contract/documented-operation.ts";
import { entriesOfClass, statusEntry } from "../contract/documented-status.ts";
import { type DocPointer, type InstancePointer, type LocationPattern, WHOLE } from "../contract/pointers.ts";
import { makerOf, preconditionOf } from "../contract/precondition.ts";
import { isSuccess, resourceOf } from "../contract/resource.ts";
import type { SchemaAtLocation } from "../contract/schema-at-location.ts";
import type { JsonObject } from "../core/json.ts";
import { dotted, isObject, valueAt } from "../core/json.ts";
import type { Answer, Case } from "../http/exchange.ts";
import { Makers } from "./memory/makers.ts";
import type { Clause } from "./violation/clause.ts";
import type { Subject } from "./violation/subject.ts";

export { isSuccess, resourceOf } from "../contract/resource.ts";

export type Severity = "violation" | "observation";

/** The extent of a cause: from when on it is told once, and what it may be a cause of. */
export interface Spread {
  /** Locations from which on it is one cause: few where its words can hardly be those of another one. */
  readonly least?: number;
  /** True where it is of the endpoint as a whole, whatever the operation. */
  readonly isOfEndpoint?: boolean;
  /** The location itself and those around it: what is wrong at many locations of one of them has one cause too. */
  readonly around?: readonly LocationPattern[];
}

/** One difference between an answer and the docs. */
export interface Violation {
  readonly severity: Severity;
  readonly subject: Subject;
  /** JSON pointer into the answer, or into the request where the answer has no such location. */
  readonly at: InstancePointer;
  /** Another location that is part of the same fault, as the other field of a swap. */
  readonly also?: InstancePointer;
  readonly title: string;
  /** The change from request to answer in words without values, where the check tells it: `trimmed`. */
  readonly change?: string;
  /** The degree to which these words say what happened, from 0 to 2; 2 unless given. */
  readonly certainty?: number;
  /** The cause in words without location and values, which may show at many locations; absent where it is of this one alone. */
  readonly cause?: string | undefined;
  /** The extent of the cause, where it is not the usual one. */
  readonly spread?: Spread | undefined;
  readonly expected: unknown;
  readonly received: unknown;
  /** JSON pointer into the document. */
  readonly docs: DocPointer;
  /** The statement of the docs about it, as a sentence. */
  readonly clause: string;
}

/** State of checks that look at more than one exchange; new for each run and recorded endpoint. */
export interface Memory {
  readonly makers: Makers;
  /** Number of deletions so far that have succeeded on a resource that exists. */
  deletions: number;
  /** The paths of resources that were there, each with the number of deletions until then. */
  readonly seen: Map<string, number>;
  /** The paths of resources whose deletion was refused. */
  readonly undeleted: Set<string>;
  /** Ids of another type than the docs give them: they may not be those by which a resource is asked for. */
  readonly mistypedIds: Set<string>;
}

export const newMemory = (): Memory => ({
  makers: new Makers(),
  deletions: 0,
  seen: new Map(),
  undeleted: new Set(),
  mistypedIds: new Set(),
});

/** An answered exchange, with everything that checks look at. */
export interface Judged {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly documented: DocumentedOperation;
  readonly case: Case;
  readonly answer: Answer;
  readonly memory: Memory;
  /** The parsed body; absent where it is empty or not JSON. */
  readonly json?: unknown;
}

/** One thing that must hold of an exchange. Its id is also its file's name. */
export interface Check {
  readonly id: string;
  /** The statement that it judges, as half a sentence for reports. */
  readonly claim: string;
  /** True if it judges a refusal that is answered as a success as well; any other check would take it for one. */
  readonly judgesDisguised?: boolean;
  /** @returns the violations, none where it holds, or undefined where it does not apply. */
  judge(exchange: Judged): readonly Violation[] | undefined;
  /**
   * The subjects of its violations that rest on a clause of the docs, and change with it; none unless given.
   * @param resource the location of the resource in the answer
   */
  subjectsOf?(clause: Clause, resource: LocationPattern): readonly Subject[];
}

/** True if the request is one to the operation itself: another method or path is answered by something else. */
export const isOwn = ({ documented, operation, case: { request } }: Judged): boolean =>
  request.method === operation.method && documented.hasPath(request.path);

/** True if the operation is about what another one has made. */
export const isAboutMade = ({ contract, operation }: Judged): boolean =>
  makerOf(contract, operation) !== operation;

/** True if the request is broken as a whole, which the first reader of it may refuse in its own way. */
export const isBrokenRequest = ({ case: { fault, body, request } }: Judged): boolean =>
  fault?.kind === "request" || (body === undefined && request.body !== undefined);

/** True for a text that holds JSON once more: another check reports it, and there is nothing to judge within it. */
export const isEncodedTwice = (json: unknown): boolean => typeof json === "string" && /^\s*[{[]/.test(json);

/** The status whose documented schema an answer is judged by: its own, else for a success the first documented one. */
export function documentedStatus({ operation, answer }: Judged): string | undefined {
  const own = statusEntry(operation.responses, answer.status);
  if (own !== undefined || !isSuccess(answer.status)) return own;
  return entriesOfClass(operation.responses, "2")[0];
}

/** The docs' words on a location: its description, else its form in words. */
export function clauseAt(
  found: { readonly schema: SchemaObject } | undefined,
  pointer: InstancePointer,
): string {
  const name = pointer === WHOLE ? "the body" : dotted(pointer);
  if (found === undefined) return `The docs do not name ${name}.`;
  const { schema } = found;
  const facts = [
    schema.type === undefined ? undefined : [schema.type].flat().join(" or "),
    schema.enum === undefined
      ? undefined
      : `one of ${schema.enum.map((value) => JSON.stringify(value)).join(", ")}`,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
    schema.minimum === undefined ? undefined : `at least ${schema.minimum}`,
    schema.maximum === undefined ? undefined : `at most ${schema.maximum}`,
  ].filter((fact) => fact !== undefined);
  const form = `${name}: ${facts.join(", ")}`;
  return schema.description === undefined ? form : `${form}. ${schema.description.replace(/\s+/g, " ")}`;
}

/** The request's body as the docs describe it; undefined where the operation takes none. */
export const describedBody = ({ documented }: Pick<Judged, "documented">): SchemaAtLocation | undefined =>
  documented.requestSchema;

/** The locations of a resource and its id in an answer: that of its creation, or of a change, which answers as the creation does. */
function answeredResource({ contract, operation, documented }: Judged): ReturnType<typeof resourceOf> {
  const own = resourceOf(operation);
  if (own !== undefined || operation.requestBody === undefined) return own;
  const before = preconditionOf(contract, operation);
  return before && before.lists === undefined ? documented.resourceOf(before.creator) : undefined;
}

/** The resource in a success, with its pointer in the answer; undefined where there is none. */
export function resourceIn(
  exchange: Judged,
):
  | { readonly pointer: InstancePointer; readonly id: InstancePointer; readonly received: JsonObject }
  | undefined {
  const { answer, json } = exchange;
  const resource = isSuccess(answer.status) ? answeredResource(exchange) : undefined;
  const received = resource && valueAt(json, resource.pointer);
  return resource && isObject(received) ? { ...resource, received } : undefined;
}

/** The part of a success at which what was sent comes back; undefined where there is none. */
export function echoedIn({
  documented,
  answer,
  json,
}: Judged): { readonly pointer: InstancePointer; readonly received: JsonObject } | undefined {
  const pointer = isSuccess(answer.status) ? documented.echoedAt : undefined;
  const received = pointer === undefined ? undefined : valueAt(json, pointer);
  return pointer !== undefined && isObject(received) ? { pointer, received } : undefined;
}

/** An answer's body as the docs describe it for a status; undefined where they do not. */
export const describedAnswer = ({ documented }: Judged, status = ""): SchemaAtLocation | undefined =>
  documented.responseSchema(status);

/** The clause of the docs on a location of the request's body. */
export function requestClause(
  exchange: Judged,
  pointer: InstancePointer,
): { docs: DocPointer; clause: string } {
  const found = describedBody(exchange)?.at(pointer);
  return { docs: found?.docs ?? exchange.operation.docs, clause: clauseAt(found, pointer) };
}
