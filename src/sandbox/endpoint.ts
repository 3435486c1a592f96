import type { IncomingHttpHeaders } from "node:http";
import type { Operation } from "../contract/contract.ts";
import { documentedOperation } from "../contract/documented-operation.ts";
import { statusEntry } from "../contract/documented-status.ts";
import { isSuccess } from "../contract/resource.ts";
import type { Json } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";
import { checkBody } from "./check-body.ts";
import { checkParameters } from "./check-parameters.ts";
import { checkToken } from "./check-token.ts";
import { fittedValue } from "./fitted-value.ts";
import { createFlatten } from "./flatten-schema.ts";
import { jsonAnswer } from "./json-answer.ts";
import { perform, resourceOf } from "./perform.ts";
import { ProfileSession } from "./profile.ts";
import { type Bytes, parseBody } from "./read-body.ts";
import { type Refusal, refuse, refuseOutside } from "./refusal.ts";
import { deriveRoles } from "./roles.ts";
import { createRouter, type Parameters } from "./router.ts";
import { dropReadOnly } from "./shape-value.ts";
import { createStore } from "./store.ts";
import { successOf } from "./success.ts";
import type { EndpointOptions, World } from "./world.ts";

/** A request, read to its end. */
export interface Incoming {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Bytes;
}

/** The endpoint without its server. */
export interface Endpoint {
  /** Answers a request; `operation` is the id of the operation that it reached, if any. */
  answer(request: Incoming): { readonly operation?: string; readonly answer: Answer };
  /** Number of stored entities. */
  stored(): number;
}

const NESTED_TOO_DEEP: Refusal = { statuses: [400, 422], messages: ["the body is nested too deeply"] };

/** Creates the endpoint that keeps the contract: storing, refusing and answering follow from the operations alone. */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const { contract } = options;
  const flatten = createFlatten(contract.schemas);
  const operations = Object.values(contract.operations);
  const successes = new Map(
    operations.map((operation) => [operation.id, successOf(contract, flatten, operation)]),
  );
  const profile = options.profile && new ProfileSession(options.profile, flatten);
  const world = { options, flatten, store: createStore(), roles: deriveRoles(contract), successes, profile };
  const route = createRouter(contract);
  return {
    answer(asked) {
      const request = profile === undefined ? asked : { ...asked, ...profile.read(asked) };
      const found = route(request.method, request.target);
      if (found.kind === "unknown") {
        const refusal = { statuses: [404], messages: ["no operation has this path"] };
        return { answer: refuseOutside(flatten, operations[0], refusal) };
      }
      if (found.kind === "other-method") {
        const refusal = { statuses: [405], messages: [`this path knows ${found.allow} only`] };
        const answer = refuseOutside(flatten, found.operation, refusal);
        return { answer: { ...answer, headers: { ...answer.headers, allow: found.allow } } };
      }
      return {
        operation: found.operation.id,
        answer: operate(world, found.operation, found.parameters, request),
      };
    },
    stored: () => world.store.size(),
  };
}

/** Answers; an error of our own is a bare 500, which tests assert never comes. */
export function answerSafely(
  endpoint: Endpoint,
  incoming: Incoming,
): { readonly operation?: string; readonly answer: Answer } {
  try {
    return endpoint.answer(incoming);
  } catch {
    return { answer: jsonAnswer(500, null) };
  }
}

/** Answers as the contract says, changed as the profile says. */
function operate(world: World, operation: Operation, parameters: Parameters, request: Incoming): Answer {
  const resource = world.profile && resourceOf(world, operation, parameters);
  const made = byContract(world, operation, parameters, request);
  const answer = typed(operation, withFittedRefusal(world, operation, made));
  if (!world.profile) return answer;
  const { headers } = request;
  return world.profile.finish(
    { operation, headers, body: acceptedBody(world, operation, request, answer) },
    answer,
    resource,
  );
}

/** The body of a request that was accepted; what was refused may be none, or nested too deep to be looked at. */
function acceptedBody(
  { options }: World,
  operation: Operation,
  request: Incoming,
  answer: Answer,
): Json | undefined {
  if (!isSuccess(answer.status)) return undefined;
  const read = parseBody(operation, request.headers["content-type"], request.bytes, options.contract.schemas);
  return "refusal" in read ? undefined : read.value;
}

/** The answer with the media type of JSON that the docs name for its status. */
function typed({ responses }: Operation, answer: Answer): Answer {
  const { mediaType } = responses[statusEntry(responses, answer.status) ?? ""] ?? {};
  const type = answer.headers["content-type"] ?? "";
  if (mediaType === undefined || mediaType === "application/json" || !type.startsWith("application/json"))
    return answer;
  return { ...answer, headers: { ...answer.headers, "content-type": mediaType } };
}

/** A refusal whose body is valid by what the docs say of its status. */
function withFittedRefusal(
  { options, flatten, profile }: World,
  operation: Operation,
  answer: Answer,
): Answer {
  const entry = statusEntry(operation.responses, answer.status) ?? "";
  const schema = operation.responses[entry]?.schema;
  const validator = documentedOperation(options.contract, operation.id).responses.get(entry);
  if (profile || isSuccess(answer.status) || !schema || !validator || answer.text === "") return answer;
  const body = JSON.parse(answer.text) as Json;
  return validator.accepts(body)
    ? answer
    : jsonAnswer(answer.status, fittedValue(validator, flatten, schema, body));
}

/** Checks token, parameters and body in this order, then acts by the operation's role. */
function byContract(world: World, operation: Operation, parameters: Parameters, request: Incoming): Answer {
  const { contract, token } = world.options;
  const { headers } = request;
  const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const stranger = checkToken(operation, { path: request.target, headers: flat }, token);
  if (stranger) return refuse(world.flatten, operation, stranger);
  const unheard = world.profile?.refuseHeaders({ operation, headers });
  if (unheard) return unheard;
  const early = checkParameters(contract, operation, { ...request, parameters });
  if (early) return refuse(world.flatten, operation, early);
  const parsed = parseBody(operation, request.headers["content-type"], request.bytes, contract.schemas);
  if ("refusal" in parsed) return refuse(world.flatten, operation, parsed.refusal);
  try {
    const body = parsed.value;
    const schema = operation.requestBody?.schema;
    // Properties that the caller may not write are ignored rather than refused.
    if (body !== undefined && schema !== undefined) dropReadOnly(world.flatten, schema, body);
    const late = body === undefined ? undefined : checkBody(contract, operation, body);
    if (late) return refuse(world.flatten, operation, late);
    const seen = { operation, headers, body };
    return world.profile?.refuseBody(seen) ?? perform(world, parameters, request.target, seen);
  } catch (error) {
    // Only code that writes, copies or compares a value recurses as deep as the value; a stack overflow there is the
    // caller's doing.
    if (error instanceof RangeError) return refuse(world.flatten, operation, NESTED_TOO_DEEP);
    throw error;
  }
}
