import { stringify } from "yaml";
import { equal, isObject, type JsonObject, objectOf } from "../../core/json.ts";
import { PROJECT_FILE } from "../../core/root.ts";
import type { Beside } from "./beside-it.ts";
import { allOf, type Bindings, type KnownBindings } from "./known-bindings.ts";
import { type KnownOperation, propertiesOf } from "./known-operation.ts";
import { type Proposal, precondition, targetOf } from "./precondition.ts";
import { bodyOf, mediaTypeOf, parametersOf } from "./request-parts.ts";
import { safe } from "./search.ts";
import { tagName } from "./tag-name.ts";

/** The overlay of an added operation: all that its docs do not say and that its shape suggests, each for a person to confirm. */
export function proposedOverlay(
  own: KnownOperation,
  all: readonly KnownOperation[],
  bindings: KnownBindings,
  around: Beside = { operations: [], components: {} },
): { readonly text: string; readonly reasons: readonly string[] } {
  const known = [...all, ...around.operations];
  const bound = allOf(bindings);
  const proposals = distinct([
    ...broughtAlong(around, own, known, bound),
    ...[own, ...around.operations].flatMap((one) => [
      ...(one === own ? precondition(own, known, bound) : []),
      ...safe(one, known),
      ...tag(one),
      ...boundValues(one, bindings),
    ]),
  ]);
  const overlay = {
    overlay: "1.0.0",
    info: { title: `All that the docs of ${own.id} do not say`, version: "1.0.0" },
    extends: "source.yaml",
    actions: proposals.map(actionOf),
  };
  const open = proposals.filter(({ isSettled }) => !isSettled);
  return {
    text: stringify(overlay, { lineWidth: 110, aliasDuplicateObjects: false }),
    reasons: open.map(({ reason }) => reason),
  };
}

const distinct = (proposals: readonly Proposal[]): Proposal[] =>
  proposals.filter(
    ({ target, update }, at) =>
      proposals.findIndex((one) => one.target === target && equal(one.update, update)) === at,
  );

/** The operations of the same document that make, read, list and delete what the operation is about. */
function broughtAlong(
  { operations, components }: Beside,
  own: KnownOperation,
  known: readonly KnownOperation[],
  bound: Bindings,
): Proposal[] {
  if (operations.length === 0) return [];
  const shared: Proposal = {
    target: "$.components",
    reason: `all that the operations which ${own.id} needs have beside it`,
    update: components,
  };
  const paths = operations.map((one): Proposal => {
    const [before] = precondition(one, known, bound);
    const reason = before?.reason ?? `${one.id} makes what ${own.path} is about`;
    const operation = before ? { ...one.operation, ...objectOf(before.update) } : one.operation;
    return { target: "$.paths", reason, update: { [one.path]: { [one.method]: operation } } };
  });
  return [...(Object.keys(components).length === 0 ? [] : [shared]), ...paths];
}

const actionOf = ({ target, reason, update, isSettled }: Proposal): JsonObject =>
  isSettled
    ? { target, description: reason, "x-source": PROJECT_FILE, update }
    : {
        target,
        description: reason,
        "x-source": "proposed by contract add from the shape of the docs; for a person to settle",
        "x-proposed": reason,
        update,
      };

/** A free text of the body in which the run's tag can stand. */
function tag(own: KnownOperation): Proposal[] {
  const name = tagName(own);
  const target = name === undefined ? undefined : propertyTarget(own, name);
  if (name === undefined || target === undefined) return [];
  const reason = `${name} is a free text at the body's top, in which the run's tag can stand`;
  return [{ target, reason, update: { "x-tag": true } }];
}

function boundValues(own: KnownOperation, bindings: KnownBindings): Proposal[] {
  const { shared, seen } = bindings;
  const all = allOf(bindings);
  const fields = Object.keys(propertiesOf(bodyOf(own), own.document)).map((name) => ({
    name,
    target: propertyTarget(own, name),
  }));
  const parameters = parametersOf(own).flatMap(({ name, place, index }) =>
    place === "query" || place === "path"
      ? [{ name, target: `${targetOf(own)}.parameters[${index}].schema` }]
      : [],
  );
  return [...fields, ...parameters].flatMap(({ name, target }): Proposal[] => {
    const env = Object.hasOwn(all, name) ? all[name] : undefined;
    if (env === undefined || target === undefined) return [];
    const isSettled = Object.hasOwn(shared, name);
    const why = Object.hasOwn(seen, name)
      ? " in other operations of the project"
      : ": several operations of the docs ask for it, and none makes it";
    const reason = `${name} is a value of the account${isSettled ? "" : why}`;
    return [{ target, reason, update: { "x-binding": { env } }, isSettled }];
  });
}

/** The target of a property of the body: where its schema stands, in the operation or among the components. */
function propertyTarget(own: KnownOperation, name: string): string | undefined {
  const [type, content] = mediaTypeOf(own) ?? [];
  const schema = content?.schema;
  if (type === undefined || !isObject(schema)) return undefined;
  const component =
    typeof schema.$ref === "string" ? /^#\/components\/schemas\/(.+)$/.exec(schema.$ref)?.[1] : undefined;
  return component === undefined
    ? `${targetOf(own)}.requestBody.content['${type}'].schema.properties['${name}']`
    : `$.components.schemas['${component}'].properties['${name}']`;
}
