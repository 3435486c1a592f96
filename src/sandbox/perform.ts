import type { Contract, Operation } from "../contract/contract.ts";
import { documentedOperation } from "../contract/documented-operation.ts";
import type { Json } from "../core/json.ts";
import { isDeeper, isObject, tokensOf, valueAt } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";
import type { Flatten } from "./flatten-schema.ts";
import { jsonTextAnswer } from "./json-answer.ts";
import { entityAt, type Profile, type ProfileSession, type Seen } from "./profile.ts";
import { refuse } from "./refusal.ts";
import type { Role } from "./roles.ts";
import type { Parameters } from "./router.ts";
import { fillDefaults } from "./shape-value.ts";
import type { Store } from "./store.ts";
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

/** The state of an endpoint, and the look-ups of its contract. */
export interface World {
  readonly options: EndpointOptions;
  readonly flatten: Flatten;
  readonly store: Store;
  readonly roles: Map<string, Role>;
  readonly successes: Map<string, Success>;
  readonly profile: ProfileSession | undefined;
}

/** The stored entity that a request names. */
export function resourceOf(
  { roles, store }: World,
  operation: Operation,
  parameters: Parameters,
): Json | undefined {
  const role = roles.get(operation.id);
  if (role === undefined || !("parameter" in role)) return undefined;
  const creator = roles.get(role.collection);
  const text = store.get(role.collection, parameters[role.parameter] ?? "");
  return text !== undefined && creator?.kind === "create" ? entityAt(text, creator.entity) : undefined;
}

/** Acts by the role of a request's operation; the request keeps the contract. */
export function perform(world: World, parameters: Parameters, seen: Seen): Answer {
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
  if (role.kind === "read")
    return jsonTextAnswer(success.status, profile ? text : JSON.stringify(success.fitted(JSON.parse(text))));
  if (role.kind === "update") return update(world, seen, { ...role, id }, text);
  store.delete(role.collection, id);
  profile?.remove(id);
  return success.fixed;
}

function create(world: World, seen: Seen, role: Role & { kind: "create" }, success: Success): Answer {
  const { operation, body } = seen;
  const id = world.store.nextId();
  const entity = filled(world, operation, body ?? {});
  const answer = successBody(world.flatten, success, role.entity, entity, {
    id: { [role.id]: id },
    sent: operation.requestBody?.schema ?? true,
  });
  const text = textOf(world.profile ? world.profile.store(seen, id, answer) : answer);
  world.store.put(role.collection, id, text);
  return jsonTextAnswer(success.status, text);
}

/** Puts what a body holds in place of what is stored; what it does not hold stays as it was. */
function update(
  world: World,
  { operation, body }: Seen,
  { collection, id }: { readonly collection: string; readonly id: string },
  text: string,
): Answer {
  const creator = world.roles.get(collection);
  const success =
    world.successes.get(operation.id) ?? successOf(world.options.contract, world.flatten, operation);
  const stored = creator?.kind === "create" ? entityAt(text, creator.entity) : undefined;
  if (creator?.kind !== "create" || !isObject(stored) || !isObject(body)) return success.fixed;
  const entity = { ...stored, ...body };
  const { status } = success;
  const answer = successBody(world.flatten, success, creator.entity, entity, {
    id: { [creator.id]: id },
    sent: operation.requestBody?.schema ?? true,
  });
  const changed = textOf(answer);
  world.store.put(collection, id, changed);
  return jsonTextAnswer(status, changed);
}

/** Answers with the stored entities that match the query. */
function list(
  { store }: World,
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
  const body = success.fitted(bodyAt(success.sample, role.items, found));
  return jsonTextAnswer(success.status, JSON.stringify(body));
}

/** Answers without storing, where the operation has no links: with the body where the answer has its names, else with a sample. */
function plain(world: World, operation: Operation, success: Success, body: Json | undefined): Answer {
  const at = documentedOperation(world.options.contract, operation.id).echoedAt;
  if (body === undefined || success.schema === undefined || at === undefined) return success.fixed;
  const answer = successBody(world.flatten, success, tokensOf(at), filled(world, operation, body), {
    id: {},
    sent: operation.requestBody?.schema ?? true,
  });
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
