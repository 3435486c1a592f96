import type { IncomingHttpHeaders } from "node:http";
import type { Contract, Operation } from "../contract/contract.ts";
import type { Json } from "../core/json.ts";
import { isDeeper, valueAt } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";
import { checkBody } from "./check-body.ts";
import { checkParameters } from "./check-parameters.ts";
import { checkToken } from "./check-token.ts";
import { createFlatten, type Flatten } from "./flatten-schema.ts";
import { jsonTextAnswer } from "./json-answer.ts";
import { entityAt, type Profile, ProfileSession, type Seen } from "./profile.ts";
import { type Bytes, parseBody } from "./read-body.ts";
import { type Refusal, refuse, refuseOutside } from "./refusal.ts";
import { deriveRoles, type Role } from "./roles.ts";
import { createRouter, type Parameters } from "./router.ts";
import { dropReadOnly, fillDefaults } from "./shape-value.ts";
import { createStore, type Store } from "./store.ts";
import { bodyAt, type Success, successBody, successOf } from "./success.ts";

/** Behaviour of the endpoint that the contract leaves open. */
export interface EndpointOptions {
  readonly contract: Contract;
  /** The one token that is accepted; without it see `checkToken`. */
  readonly token?: string;
  /** True if documented defaults are filled in, which is the default. */
  readonly applyDefaults?: boolean;
  /** Known behaviour that differs from the contract's; none unless given. */
  readonly profile?: Profile;
}

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

interface World {
  readonly options: EndpointOptions;
  readonly flatten: Flatten;
  readonly store: Store;
  readonly roles: Map<string, Role>;
  readonly successes: Map<string, Success>;
  readonly profile: ProfileSession | undefined;
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
    answer(request) {
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

/** Answers as the contract says, changed as the profile says. */
function operate(world: World, operation: Operation, parameters: Parameters, request: Incoming): Answer {
  const resource = world.profile && resourceOf(world, operation, parameters);
  const answer = byContract(world, operation, parameters, request);
  const seen = { operation, headers: request.headers };
  return world.profile ? world.profile.finish(seen, answer, resource) : answer;
}

/** The stored entity that a request names. */
function resourceOf({ roles, store }: World, operation: Operation, parameters: Parameters): Json | undefined {
  const role = roles.get(operation.id);
  if (role?.kind !== "read" && role?.kind !== "delete") return undefined;
  const creator = roles.get(role.collection);
  const text = store.get(role.collection, parameters[role.parameter] ?? "");
  return text !== undefined && creator?.kind === "create" ? entityAt(text, creator.entity) : undefined;
}

/** Checks token, parameters and body in this order, then acts by the operation's role. */
function byContract(world: World, operation: Operation, parameters: Parameters, request: Incoming): Answer {
  const { contract, token } = world.options;
  const { headers } = request;
  const stranger = checkToken(operation, headers.authorization, token);
  if (stranger) return refuse(world.flatten, operation, stranger);
  const unheard = world.profile?.refuseHeaders({ operation, headers });
  if (unheard) return unheard;
  const early = checkParameters(contract, operation, { ...request, parameters });
  if (early) return refuse(world.flatten, operation, early);
  const parsed = parseBody(operation, request.headers["content-type"], request.bytes);
  if ("refusal" in parsed) return refuse(world.flatten, operation, parsed.refusal);
  try {
    const body = parsed.value;
    const schema = operation.requestBody?.schema;
    // Properties that the caller may not write are ignored rather than refused.
    if (body !== undefined && schema !== undefined) dropReadOnly(world.flatten, schema, body);
    const late = body === undefined ? undefined : checkBody(contract, operation, body);
    if (late) return refuse(world.flatten, operation, late);
    const seen = { operation, headers, body };
    return world.profile?.refuseBody(seen) ?? perform(world, parameters, seen);
  } catch (error) {
    // Only code that writes, copies or compares a value recurses as deep as the value; a stack overflow there is the
    // caller's doing.
    if (error instanceof RangeError) return refuse(world.flatten, operation, NESTED_TOO_DEEP);
    throw error;
  }
}

function perform(world: World, parameters: Parameters, seen: Seen): Answer {
  const { store, flatten, profile } = world;
  const { operation, body } = seen;
  const role = world.roles.get(operation.id) ?? { kind: "plain" };
  const success = world.successes.get(operation.id) ?? successOf(world.options.contract, flatten, operation);
  if (role.kind === "plain") return plain(world, operation, success, body);
  if (role.kind === "create") return create(world, seen, role, success);
  if (role.kind === "list") return list(world, parameters, role, success);
  const id = parameters[role.parameter] ?? "";
  const text = store.get(role.collection, id);
  if (text === undefined) {
    const gone = profile?.answerGone(seen, id);
    if (gone) return gone;
    return refuse(flatten, operation, { statuses: [404, 400], messages: ["nothing has this id"] });
  }
  if (role.kind === "read") return jsonTextAnswer(success.status, text);
  store.delete(role.collection, id);
  profile?.remove(id);
  return success.fixed;
}

function create(world: World, seen: Seen, role: Role & { kind: "create" }, success: Success): Answer {
  const { operation, body } = seen;
  const id = world.store.nextId();
  const entity = filled(world, operation, body ?? {});
  const answer = successBody(world.flatten, success.schema ?? true, role.entity, entity, { [role.id]: id });
  const text = textOf(world.profile ? world.profile.store(seen, id, answer) : answer);
  world.store.put(role.collection, id, text);
  return jsonTextAnswer(success.status, text);
}

/** Answers with the stored entities that match the query. */
function list(
  { store, flatten }: World,
  parameters: Parameters,
  role: Role & { kind: "list" },
  success: Success,
): Answer {
  const asked = Object.entries(role.query).filter(([name]) => parameters[name] !== undefined);
  const found = [...store.all(role.collection)].flatMap((text): Json[] => {
    const entity = entityAt(text, role.entity) ?? null;
    return asked.every(([name, pointer]) => String(valueAt(entity, pointer)) === parameters[name])
      ? [entity]
      : [];
  });
  const body = bodyAt(flatten, success.schema ?? true, role.items, found);
  return jsonTextAnswer(success.status, JSON.stringify(body));
}

/** Answers without storing, where the operation has no links: with the declared part of the body, else with a sample. */
function plain(world: World, operation: Operation, success: Success, body: Json | undefined): Answer {
  if (body === undefined || success.schema === undefined) return success.fixed;
  const answer = successBody(world.flatten, success.schema, [], filled(world, operation, body), {});
  return jsonTextAnswer(success.status, textOf(answer));
}

/** @throws RangeError for a value that is too deep, at the same depth on every version of Node.js */
function textOf(value: Json): string {
  if (isDeeper(value)) throw new RangeError("nested too deeply");
  return JSON.stringify(value);
}

/** The entity that a body asks for, made of the body itself; a profile gets the body as it came. */
function filled(world: World, operation: Operation, body: Json): Json {
  const entity = world.profile ? structuredClone(body) : body;
  const schema = operation.requestBody?.schema;
  if (schema !== undefined && world.options.applyDefaults !== false)
    fillDefaults(world.flatten, schema, entity);
  return entity;
}
