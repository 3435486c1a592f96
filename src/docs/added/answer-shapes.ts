import { isObject, type Json, type JsonObject } from "../../core/json.ts";
import { followed, type KnownOperation, propertiesOf } from "./known-operation.ts";

/** Names under which answers identify what was made. */
const IDS = ["id", "_id", "uuid"];

/** The JSON pointer to the id in the answer to a creation: at its top, or in an object there; undefined where there is none. */
export function answeredId({ operation, document }: KnownOperation): string | undefined {
  const top = propertiesOf(successSchema(operation), document);
  const own = IDS.find((name) => name in top);
  if (own !== undefined) return `/${own}`;
  for (const [name, schema] of Object.entries(top)) {
    const inner = propertiesOf(schema, document);
    const id = IDS.find((one) => one in inner);
    if (id !== undefined) return `/${name}/${id}`;
  }
  return undefined;
}

/** The names that the answer to a creation shows of what was made, beside its id; undefined where it tells none. */
export function answeredNames(own: KnownOperation): readonly string[] | undefined {
  const [, name] = /^\/([^/]+)\/[^/]+$/.exec(answeredId(own) ?? "") ?? [];
  if (answeredId(own) === undefined) return undefined;
  const top = propertiesOf(successSchema(own.operation), own.document);
  const made = name === undefined ? top : propertiesOf(top[name], own.document);
  const names = Object.keys(made).filter((one) => !IDS.includes(one));
  return names.length === 0 ? undefined : names;
}

/** The JSON pointers to the list in an answer and to the id in its items; undefined where it holds no list of things with one. */
export function itemsIn({ operation, document }: KnownOperation): { items: string; id: string } | undefined {
  const whole = successSchema(operation);
  const top = Object.entries(propertiesOf(whole, document));
  const inner = top.flatMap(([name, schema]) =>
    Object.entries(propertiesOf(schema, document)).map(
      ([below, value]) => [`/${name}/${below}`, value] as const,
    ),
  );
  const places = [
    ["", whole] as const,
    ...top.map(([name, schema]) => [`/${name}`, schema] as const),
    ...inner,
  ];
  for (const [items, schema] of places) {
    const list = followed(schema, document);
    if (!isObject(list) || list.type !== "array") continue;
    const id = IDS.find((one) => one in propertiesOf(list.items, document));
    if (id !== undefined) return { items, id: `/${id}` };
  }
  return undefined;
}

/** The schema of an operation's first success. */
export function successSchema({ responses }: JsonObject): Json | undefined {
  const [, answer] =
    Object.entries(isObject(responses) ? responses : {}).find(([status]) => status.startsWith("2")) ?? [];
  const content = isObject(answer) && isObject(answer.content) ? Object.values(answer.content) : [];
  const [first] = content.filter(isObject);
  return first?.schema;
}
