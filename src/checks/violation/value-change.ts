import { equal, isObject, type Json, parsed, typeOf } from "../../core/json.ts";
import type { ValueChange } from "./change.ts";
import { listChange } from "./list-change.ts";
import { numberChange } from "./number-change.ts";
import { textChange } from "./text-change.ts";

/** The change of a value from request to answer, where the docs promise a default for a value that is left out. */
export function valueChange(sent: unknown, received: unknown, promised?: unknown): ValueChange {
  if (received === undefined) return { kind: "dropped" };
  const change = valueChangeAlone(sent, received);
  if (promised === undefined || !equal(received, promised)) return change;
  return isByItself(change) ? change : { kind: "defaulted", isByChance: change.isVague !== true };
}

/** Changes that show what was done to the value, so that a default which is equal has come about by chance. */
const isByItself = ({ kind, isVague }: ValueChange): boolean =>
  isVague !== true && !/^(?:shifted|clamped|zeroed|emptied|inverted|set to|changed to)/.test(kind);

function valueChangeAlone(sent: unknown, received: unknown): ValueChange {
  if (typeof sent === "string" && typeof received === "string") return textChange(sent, received);
  if (typeof sent === "number" && typeof received === "number") return numberChange(sent, received);
  if (Array.isArray(sent) && Array.isArray(received)) return listChange(sent, received);
  if (typeof sent === "boolean" && typeof received === "boolean") return { kind: "inverted" };
  if (isObject(sent) && isObject(received))
    return Object.keys(received).length === 0 ? { kind: "emptied" } : { kind: "changed", isVague: true };
  return typeChange(sent, received);
}

/** The change to a value of another type, which may be another form of the same. */
function typeChange(sent: unknown, received: unknown): ValueChange {
  const cause = `changed to ${article(typeName(received))}`;
  if (received === null) return { kind: "set to null" };
  if (sent === null && received === 0) return { kind: "changed to 0", cause };
  if (sent === null && received === "") return { kind: "changed to an empty text", cause };
  if (Array.isArray(received) && received.length === 1 && equal(received[0], sent))
    return { kind: "put into a list" };
  if (Array.isArray(sent) && sent.some((item) => equal(item, received)))
    return { kind: "taken out of its list" };
  if (typeof received === "string" && typeof sent === "object" && isJsonOf(received, sent as Json))
    return { kind: "changed to JSON in a text" };
  return { kind: cause };
}

const isJsonOf = (text: string, value: Json): boolean => equal(parsed(text), value);

const typeName = (value: unknown): string => {
  const type = typeOf(value);
  return type === "integer" ? "number" : type === "array" ? "list" : type === "string" ? "text" : type;
};

const article = (name: string): string => `${/^[aeio]/.test(name) ? "an" : "a"} ${name}`;
