import type { Schema } from "../contract/contract.ts";
import { valuesAtLocation } from "../contract/located-values.ts";
import type { Location } from "../contract/locations.ts";
import { resolve, typesOf } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { dotted, escapeToken, isObject, withValueAt } from "../core/json.ts";
import { seedOf } from "../core/seed.ts";
import type { WithPauses } from "../core/slices.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";
import { alternatives } from "./rule.ts";

const UNKNOWN = "undocumentedProperty";

/** Requests of which the docs leave the effect open; their answers are only observed. */
export const probe: Kind = {
  id: "probe",
  sends: "requests of which the docs leave the effect open; observed, never judged",
  *drafts(context) {
    for (const probes of [advice, relations, unknownProperties, readOnlyFields])
      for (const draft of probes(context))
        yield draft && { ...draft, expect: "observe", priority: PRIORITY.probe };
  },
};

type Probe = Pick<Draft, "name" | "body" | "about">;

/** Rules whose breach the document does not say to be refused, broken. */
function* advice({ underTest }: KindContext): WithPauses<Probe> {
  for (const rule of underTest.rules.filter(({ breaks }) => breaks === false)) {
    yield;
    const body = underTest.instanceBreaking(
      rule,
      { not: rule.keeps },
      seedOf(underTest.seed, `probe/${rule.id}`),
    );
    if (body !== undefined) yield { name: rule.id, body, about: { rule: rule.id } };
  }
}

/** Relations that the document lists as open. */
function* relations({ underTest }: KindContext): WithPauses<Probe> {
  for (const { id, schema, departs } of underTest.operation.probes) {
    const departed = underTest.rules.find((rule) => rule.id === departs);
    for (const [index, condition] of alternatives(schema).slice(0, 2).entries()) {
      yield;
      const seed = seedOf(underTest.seed, `probe/${id}`);
      const body = departed
        ? underTest.instanceBreaking(departed, condition, seed)
        : underTest.baseInstance([condition], seed);
      if (body !== undefined) yield { name: index === 0 ? id : `${id}/${index}`, body, about: { rule: id } };
    }
  }
}

/** One unknown property in each object of the body. */
function* unknownProperties({ underTest }: KindContext): WithPauses<Probe> {
  for (const location of underTest.bodyLocations) {
    yield;
    const { pointer, schema } = location;
    if (!typesOf(schema).includes("object") || schema.additionalProperties !== undefined) continue;
    const seed = seedOf(underTest.seed, `probe/unknown/${pointer}`);
    const base = underTest.baseInstance([asObject(location)], seed);
    const at = base === undefined ? undefined : objectAt(base, location);
    if (base === undefined || at === undefined) continue;
    yield {
      name: `unknown-property/${dotted(pointer) || "body"}`,
      body: withValueAt(base, `${at}/${UNKNOWN}`, "sent"),
    };
  }
}

/** Bodies in which an object stands at a location that may hold null or another type as well. */
const asObject = (location: Location): Schema =>
  typesOf(location.schema).length > 1 ? location.holding({ type: "object" }) : location.presence;

const objectAt = (body: Json, location: Location): string | undefined =>
  valuesAtLocation(body, location).find(({ value }) => isObject(value))?.at;

/** Each read-only field, which is not to be sent. */
function* readOnlyFields({ underTest }: KindContext): WithPauses<Probe> {
  for (const location of underTest.bodyLocations) {
    const { pointer, schema, docs } = location;
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const { schema: resolved } = resolve(property, docs, underTest.contract.schemas);
      if (!resolved.readOnly) continue;
      yield;
      const seed = seedOf(underTest.seed, `probe/read-only/${pointer}/${name}`);
      const base = underTest.baseInstance([asObject(location)], seed);
      const at = base === undefined ? undefined : objectAt(base, location);
      if (base === undefined || at === undefined) continue;
      const value: Json = resolved.enum?.[0] ?? resolved.examples?.[0] ?? "sent";
      yield {
        name: `read-only/${dotted(`${pointer}/${name}`)}`,
        body: withValueAt(base, `${at}/${escapeToken(name)}`, value),
      };
    }
  }
}
