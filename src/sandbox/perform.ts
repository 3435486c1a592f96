import type { Operation } from "../contract/contract.ts";
import { documentedOperation } from "../contract/documented-operation.ts";
import type { Json } from "../core/json.ts";
import { equal, isDeeper, isObject, tokensOf } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";
import { jsonTextAnswer } from "./json-answer.ts";
import { list } from "./list.ts";
import { entityAt, type Seen } from "./profile.ts";
import { refuse } from "./refusal.ts";
import type { Role } from "./roles.ts";
import type { Parameters } from "./router.ts";
import { fillDefaults } from "./shape-value.ts";
import { bodyAt, type Success, successBody, successOf } from "./success.ts";
import type { World } from "./world.ts";

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

/**
 * Acts by the role of a request's operation; the request keeps the contract.
 * @param target its path and query
 */
export function perform(world: World, parameters: Parameters, target: string, seen: Seen): Answer {
  const { store, flatten, profile } = world;
  const { operation, body } = seen;
  const role = world.roles.get(operation.id) ?? { kind: "plain" };
  const success = world.successes.get(operation.id) ?? successOf(world.options.contract, flatten, operation);
  if (role.kind === "plain") return plain(world, operation, success, body);
  if (role.kind === "create") return create(world, seen, role, success);
  if (role.kind === "list") return list(world, target, role, success);
  const id = parameters[role.parameter] ?? "";
  const text = store.get(role.collection, id);
  if (text === undefined) {
    const gone = profile?.answerGone(seen, id);
    if (gone) return gone;
    return refuse(flatten, operation, { statuses: [404, 400], messages: ["nothing has this id"] });
  }
  if (role.kind === "read") return read(world, role, success, text);
  if (role.kind === "update") return update(world, seen, { ...role, id }, text);
  store.delete(role.collection, id);
  profile?.remove(id);
  return success.fixed;
}

type AboutOne = Role & { readonly kind: "read" | "update" | "delete" };

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

/** Answers with what is stored, where the operation's own answer has it. */
function read({ roles, profile }: World, role: AboutOne, success: Success, text: string): Answer {
  const creator = roles.get(role.collection);
  const entity = creator?.kind === "create" ? creator.entity : role.answered;
  if (equal(entity, role.answered))
    return jsonTextAnswer(success.status, profile ? text : JSON.stringify(success.fitted(JSON.parse(text))));
  const body = bodyAt(success.sample, role.answered, entityAt(text, entity) ?? {});
  return jsonTextAnswer(success.status, JSON.stringify(success.fitted(body)));
}

/** Puts what a body holds in place of what is stored; what it does not hold stays as it was. */
function update(
  world: World,
  { operation, body }: Seen,
  { collection, id, answered }: AboutOne & { readonly id: string },
  text: string,
): Answer {
  const creator = world.roles.get(collection);
  const success =
    world.successes.get(operation.id) ?? successOf(world.options.contract, world.flatten, operation);
  const stored = creator?.kind === "create" ? entityAt(text, creator.entity) : undefined;
  if (creator?.kind !== "create" || !isObject(stored) || !isObject(body)) return success.fixed;
  const entity = { ...stored, ...body };
  const { status } = success;
  const answer = successBody(world.flatten, success, answered, entity, {
    id: { [creator.id]: id },
    sent: operation.requestBody?.schema ?? true,
  });
  const changed = textOf(answer);
  const kept = equal(answered, creator.entity)
    ? changed
    : textOf(bodyAt(JSON.parse(text), creator.entity, entityAt(changed, answered) ?? entity));
  world.store.put(collection, id, kept);
  return jsonTextAnswer(status, changed);
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
