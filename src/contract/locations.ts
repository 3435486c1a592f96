import type { Json } from "../core/json.ts";
import { bare, escapeToken, isObject, own, tokensOf, typeOf, valueAt } from "../core/json.ts";
import { compiled } from "./conditions/compiled.ts";
import type { Operation, Schema, SchemaObject } from "./contract.ts";
import {
  childPointer,
  type DocPointer,
  type InstancePointer,
  type LocationPattern,
  locationPattern,
  WHOLE,
} from "./pointers.ts";
import { describedMember, REQUEST_MEMBERS, type RequestMember } from "./request-schema.ts";
import { propertyDocs, type ResolvedSchema, resolve, type Schemas, typesOf } from "./schema.ts";

/** An instance location that the schema of a request describes, the items of a list as one. */
export interface Location {
  /** The member of the request that it lies in; all else speaks of this member's value alone. */
  readonly in: RequestMember;
  /** JSON pointer into the member's value, with `-` for the items of an array: `/members/-/name`. */
  readonly pointer: LocationPattern;
  /** The pointer's tokens. */
  readonly tokens: readonly string[];
  readonly schema: SchemaObject;
  /** JSON pointer into the document. */
  readonly docs: DocPointer;
  /** True if its parent must have it. */
  readonly required: boolean;
  /** Bodies in which this location exists; items count as existing when one of them does. */
  readonly presence: Schema;
  /** Bodies in which this location, or one of its items, meets a condition. */
  holding(condition: Schema): Schema;
  /** The location that holds this one; absent for the root. */
  readonly parent?: Location;
  /** The alternatives of a `oneOf` or `anyOf` that the location lies within, as `2` or `2.1`; "" outside of any. */
  readonly branch: string;
  /** Conditions on the locations above that select these alternatives, by their number of pointer tokens. */
  readonly within: readonly { readonly depth: number; readonly condition: Schema }[];
  /** The JSON types that the location takes, those of all its alternatives; none where any will do. */
  readonly types: readonly string[];
}

/** Times that one component schema may contain itself before the walk stops. */
const MAX_REPEATS = 1;

/** Every location of a body, parents first, in the document's order; the root is "". Read-only locations are left out. */
export function locationsOf(schema: Schema, docs: DocPointer, schemas: Schemas): Location[] {
  return [...walk(resolve(schema, docs, schemas), rootOf("body"), schemas)];
}

/** Every location of an operation's requests, those of one member after the other, as `locationsOf` has them. */
export const requestLocations = (operation: Operation, schemas: Schemas): Location[] =>
  REQUEST_MEMBERS.flatMap((member) => {
    const described = describedMember(operation, member, schemas);
    return described ? [...walk(described, rootOf(member), schemas)] : [];
  });

const rootOf = (member: RequestMember): Step => ({
  in: member,
  pointer: locationPattern(""),
  required: true,
  wrap: (inner) => inner,
  path: [],
  branch: "",
  within: [],
});

interface Step {
  readonly in: RequestMember;
  readonly pointer: LocationPattern;
  readonly required: boolean;
  /** Turns a condition on this location into one on the member's whole value. */
  readonly wrap: (inner: Schema) => Schema;
  /** The pointers into the document passed from the root to here, to stop at schemas that contain themselves. */
  readonly path: readonly string[];
  readonly parent?: Location;
  readonly branch: string;
  readonly within: Location["within"];
}

function* walk(located: ResolvedSchema, step: Step, schemas: Schemas): Iterable<Location> {
  const { schema, docs } = located;
  if (schema.readOnly || step.path.filter((passed) => passed === docs).length > MAX_REPEATS) return;
  const { pointer, required, branch, within, parent } = step;
  const presence = step.wrap(true);
  const location: Location = {
    in: step.in,
    pointer,
    tokens: tokensOf(pointer),
    schema,
    docs,
    required,
    presence,
    holding: step.wrap,
    branch,
    within,
    types: typesTaken(schema, schemas),
    ...(parent ? { parent } : {}),
  };
  yield location;
  yield* walkInto(located, { ...step, path: [...step.path, docs], parent: location }, schemas);
}

function* walkInto(located: ResolvedSchema, step: Step, schemas: Schemas): Iterable<Location> {
  const { schema, docs } = located;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    yield* walk(
      resolve(property, propertyDocs(located, name), schemas),
      {
        ...step,
        pointer: locationPattern(`${step.pointer}/${escapeToken(name)}`),
        required: schema.required?.includes(name) ?? false,
        wrap: (inner) => step.wrap({ type: "object", required: [name], properties: { [name]: inner } }),
      },
      schemas,
    );
  }
  if (schema.items !== undefined) {
    const wrap = (inner: Schema) => step.wrap({ type: "array", minItems: 1, contains: inner });
    yield* walk(
      resolve(schema.items, `${docs}/items`, schemas),
      {
        ...step,
        pointer: locationPattern(`${step.pointer}/-`),
        required: false,
        wrap,
      },
      schemas,
    );
  }
  for (const [index, at] of alternativesIn(located, schemas).entries()) {
    const condition = distinguishingCondition(at.schema, schemas);
    const wrap = (inner: Schema) => step.wrap({ allOf: [condition, inner] });
    const branch = step.branch === "" ? `${index + 1}` : `${step.branch}.${index + 1}`;
    const within = [...step.within, { depth: tokensOf(step.pointer).length, condition }];
    yield* walkInto(at, { ...step, branch, within, wrap }, schemas);
  }
}

const alternativesIn = ({ schema, docs }: ResolvedSchema, schemas: Schemas): ResolvedSchema[] =>
  (["oneOf", "anyOf"] as const).flatMap((keyword) =>
    (schema[keyword] ?? []).map((part, index) => resolve(part, `${docs}/${keyword}/${index}`, schemas)),
  );

/** The JSON types that some value of the schema has; none where nothing limits them. */
function typesTaken(schema: SchemaObject, schemas: Schemas): readonly string[] {
  const own = [...typesOf(schema), ...listed(schema).map(typeOf)];
  if (own.length > 0) return [...new Set(own)];
  const parts = alternativesIn({ schema, docs: "" }, schemas).map((at) => typesTaken(at.schema, schemas));
  return parts.some((types) => types.length === 0) ? [] : [...new Set(parts.flat())];
}

const listed = ({ const: only, enum: allowed }: SchemaObject): readonly Json[] =>
  only === undefined ? (allowed ?? []) : [only];

/** The condition that tells values of one alternative from those of the others: its constants, else its type. */
export function distinguishingCondition(schema: SchemaObject, schemas: Schemas): Schema {
  const constants = bare<Schema>();
  for (const name of schema.required ?? []) {
    const { schema: property } = resolve(own(schema.properties, name), "", schemas);
    if (property.const !== undefined) constants[name] = { const: property.const };
    else if (property.enum !== undefined) constants[name] = { enum: property.enum };
  }
  const types = typesOf(schema);
  return {
    ...(types.length > 0 ? { type: types } : {}),
    ...(schema.required ? { required: schema.required } : {}),
    ...(Object.keys(constants).length > 0 ? { properties: constants } : {}),
  };
}

/** JSON pointer to the first value of a body at the location, not at that of another alternative; undefined where there is none. */
export const firstPointer = (body: Json, location: Location): InstancePointer | undefined =>
  valuesAtLocation(body, location)[0]?.at;

/** A value of a body, with its JSON pointer. */
export interface LocatedValue {
  readonly at: InstancePointer;
  readonly value: Json;
}

/** Every value in a body that stands at the location, those of other alternatives left out. */
export function valuesAtLocation(body: Json, { tokens, within }: Location): readonly LocatedValue[] {
  const found = valuesAtTokens(body, tokens);
  if (within.length === 0) return found;
  return found.filter(({ at }) => {
    const own = at.split("/");
    return within.every(({ depth, condition }) =>
      compiled(condition)(valueAt(body, own.slice(0, depth + 1).join("/")) as Json),
    );
  });
}

/** Every value in a body that a location's tokens name, with its pointer. */
export function valuesAtTokens(body: Json, tokens: readonly string[]): readonly LocatedValue[] {
  const found: LocatedValue[] = [];
  collect(body, tokens, 0, WHOLE, found);
  return found;
}

function collect(
  value: Json,
  tokens: readonly string[],
  depth: number,
  at: InstancePointer,
  found: LocatedValue[],
): void {
  const token = tokens[depth];
  if (token === undefined) found.push({ at, value });
  else if (token === "-" && Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      collect(value[index] as Json, tokens, depth + 1, childPointer(at, index), found);
  } else if (isObject(value) && Object.hasOwn(value, token))
    collect(value[token] as Json, tokens, depth + 1, childPointer(at, token), found);
}
