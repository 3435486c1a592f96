import type { Shape } from "./shape.ts";

/** A schema's type for people and for the report: `string`, `number[]`, `object`, several joined by `|`. */
export function typeWord(shape: Shape): string {
  const words = shape.types.map((type) =>
    type === "array" && shape.items ? `${typeWord(shape.items)}[]` : type,
  );
  const all = [...words, ...shape.union.map(typeWord), ...(shape.nullable ? ["null"] : [])];
  return [...new Set(all)].join(" | ") || "any";
}

/** Properties that tell one alternative from another for a reader. */
const MOST_NAMED = 4;

/** An alternative of a union for people: its type, and of an object the first properties. */
export function memberWord(shape: Shape): string {
  const names = [...shape.properties.keys()];
  if (names.length === 0) return typeWord(shape);
  const more = names.length > MOST_NAMED ? ", …" : "";
  return `${typeWord(shape)} {${names.slice(0, MOST_NAMED).join(", ")}${more}}`;
}
