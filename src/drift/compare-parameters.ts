/** Differences between the parameters of two operations; headers have kinds of change of their own. */
import type { Json } from "../core/json.ts";
import { equal } from "../core/json.ts";
import { sentencesOfAll } from "./arrived-sentences.ts";
import type { ChangeClass } from "./change.ts";
import { compareShapes } from "./compare-shapes.ts";
import { compareProse, compareSunsets } from "./compare-words.ts";
import { descriptionsOfParameter, parameterAt } from "./descriptions.ts";
import {
  type ComparedLocation,
  type Finding,
  finding,
  narrowed,
  ofOperation,
  rootLocation,
  widened,
  worst,
} from "./finding.ts";
import type { OperationModel, Parameter } from "./operation-model.ts";
import { ANYTHING } from "./shape-of.ts";
import { typeWord } from "./type-word.ts";

export function compareParameters(before: OperationModel, after: OperationModel): Finding[] {
  const keys = [...new Set([...before.parameters.keys(), ...after.parameters.keys()])];
  return keys.flatMap((key) => {
    const [from, to] = [before.parameters.get(key), after.parameters.get(key)];
    const known = to ?? from;
    // The path's template says itself which parameters it has.
    if (known === undefined || (known.in === "path" && (from === undefined || to === undefined))) return [];
    // The one that a side lacks may be one of which nothing is known there.
    if (
      (from === undefined && before.hasUnknownParameters) ||
      (to === undefined && after.hasUnknownParameters)
    )
      return [];
    return compareParameter(from, to, ofOperation(parameterAt(known)), known.in === "header");
  });
}

/** The headers of an answer: one that is promised no more breaks whoever reads it. */
export function compareHeaders(before: Headers, after: Headers, status: string): Finding[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [from, to] = [before.get(key), after.get(key)];
    const known = to ?? from;
    if (known === undefined || from?.isUnknown || to?.isUnknown) return [];
    const at = known.name;
    return compareParameter(
      from,
      to,
      rootLocation({ side: "response", direction: "read", status }, at),
      true,
    );
  });
}

type Headers = ReadonlyMap<string, Parameter>;

/** Compares one parameter, or one header of an answer. */
function compareParameter(
  from: Parameter | undefined,
  to: Parameter | undefined,
  location: ComparedLocation,
  isHeader: boolean,
): Finding[] {
  const shapes = [from?.shape ?? ANYTHING, to?.shape ?? ANYTHING] as const;
  const isRead = location.direction === "read";
  const findings = (kind: "added" | "removed", change: ChangeClass, before: Json, after: Json): Finding[] => {
    const parameter = to ?? from;
    const how = kind === "added" ? "gained" : "lost";
    const sentences =
      parameter === undefined ? [] : sentencesOfAll(descriptionsOfParameter(parameter, location), how);
    const details = { class: change, before, after, ...(sentences.length === 0 ? {} : { sentences }) };
    return [finding(location, shapes, isHeader ? `header-${kind}` : `property-${kind}`, details)];
  };
  if (to === undefined) {
    // A server passes over a header that it does not know (RFC 9110, section 5.1).
    const change = isHeader && !isRead ? "compatible" : "breaking";
    return from ? findings("removed", change, shown(from), null) : [];
  }
  if (from === undefined)
    return findings("added", to.required && !isRead ? "breaking" : "compatible", null, shown(to));
  return compareKept(from, to, location, isHeader);
}

/** Compares a parameter that both operations have; a header's differences are one change, but for those of its words. */
function compareKept(
  from: Parameter,
  to: Parameter,
  location: ComparedLocation,
  isHeader: boolean,
): Finding[] {
  const shapes = [from.shape, to.shape] as const;
  const prose = compareProse(from.description, to.description, location, shapes);
  const found = compareShapes(...shapes, location).filter(({ kind }) => kind !== "description-changed");
  found.push(...compareSunsets(from, to, location, shapes), ...compareStyles(from, to, location));
  if (from.required !== to.required)
    found.push(
      finding(location, shapes, to.required ? "required-added" : "required-removed", {
        class: (to.required ? narrowed : widened)(location.direction),
        before: from.required,
        after: to.required,
      }),
    );
  if (!isHeader) return [...found, ...prose];
  const change = worst(found.map((each) => each.class));
  if (change === undefined) return prose;
  return [finding(location, shapes, "header-changed", { class: change, ...valuesOf(from, to) }), ...prose];
}

/** Another way of writing the same value: whoever writes and whoever reads it the old way is broken. */
function compareStyles(from: Parameter, to: Parameter, location: ComparedLocation): Finding[] {
  const [old, now] = [from.style, to.style];
  if (old === undefined || now === undefined) return [];
  const shapes = [from.shape, to.shape] as const;
  const told = (keyword: "style" | "explode"): Finding =>
    finding(location, shapes, "style-changed", {
      class: "breaking",
      before: old[keyword],
      after: now[keyword],
      keyword,
    });
  return [
    ...(old.style === now.style ? [] : [told("style")]),
    // Another style has an own default, and a single value is written alike.
    ...(old.explode === now.explode || old.style !== now.style || !shapes.some(hasParts)
      ? []
      : [told("explode")]),
  ];
}

/** True for a value that may have several parts. */
const hasParts = ({ types, union }: Parameter["shape"]): boolean =>
  types.length === 0
    ? union.length === 0 || union.some(hasParts)
    : types.some((type) => type === "array" || type === "object");

/** A header's values before and after; the whole header where more than these differ. */
function valuesOf(from: Parameter, to: Parameter): { readonly before: Json; readonly after: Json } {
  const [before, after] = [shown(from), shown(to)];
  return equal(before, after) ? { before: whole(from), after: whole(to) } : { before, after };
}

/** A header in a report: its value or values, else its type. */
function shown({ shape }: Parameter): Json {
  const listed = [...(shape.values ?? [])];
  return listed.length === 1 ? (listed[0] ?? null) : listed.length > 1 ? listed : typeWord(shape);
}

function whole({ shape, required, ...more }: Parameter): Json {
  const { values, default: preset, examples, bounds, format, deprecated } = shape;
  const sunset = more.sunset ?? shape.sunset;
  return {
    type: typeWord(shape),
    required,
    ...(more.style === undefined ? {} : { ...more.style }),
    deprecated,
    ...(values === undefined ? {} : { enum: [...values] }),
    ...(preset === undefined ? {} : { default: preset }),
    ...(examples.length === 0 ? {} : { examples: [...examples] }),
    ...(format === undefined ? {} : { format }),
    ...(sunset === undefined ? {} : { sunset }),
    ...bounds,
  };
}
