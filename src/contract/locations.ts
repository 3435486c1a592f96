import type { Json } from "../core/json.ts";
import { bare, dotted, escapeToken, own, tokensOf, typeOf } from "../core/json.ts";
import type { Operation, Parameter, Schema, SchemaObject } from "./contract.ts";
import { type DocPointer, type LocationPattern, locationPattern, shownLocation } from "./pointers.ts";
import {
  describedMember,
  inMember,
  REQUEST_MEMBERS,
  type RequestMember,
  requestSchema,
} from "./request-schema.ts";
import { propertyDocs, type ResolvedSchema, resolve, type Schemas, typesOf } from "./schema.ts";

/** An instance location that a schema describes, the items of a list as one; of a request's, or of a body's alone. */
export interface Location {
  /** The member of the request that it lies in, "body" for a body alone; absent for a whole request. */
  readonly in?: RequestMember;
  /** JSON pointer into the instance, with `-` for the items of an array: `/body/members/-/name`. */
  readonly pointer: LocationPattern;
  /** The pointer into the member's value; that of a body alone is the whole pointer. */
  readonly memberPointer: LocationPattern;
  /** The pointer's tokens. */
  readonly tokens: readonly string[];
  readonly schema: SchemaObject;
  /** JSON pointer into the document. */
  readonly docs: DocPointer;
  /** True if its parent must have it. */
  readonly required: boolean;
  /** Instances in which this location exists; items count as existing when one of them does. */
  readonly presence: Schema;
  /** Instances in which this location, or one of its items, meets a condition. */
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

/** A location of a parameter, or below one. */
export interface ParameterLocation extends Location {
  readonly in: Parameter["in"];
}

/** Times that one component schema may contain itself before the walk stops. */
const MAX_REPEATS = 1;

/** Every location of a body, parents first, in the document's order; the root is "". Read-only locations are left out. */
export function locationsOf(schema: Schema, docs: DocPointer, schemas: Schemas): Location[] {
  return [...walk(resolve(schema, docs, schemas), rootOf("body"), schemas)];
}

/** Every location of an operation's requests: the request, and each of its members with the locations below. */
export function requestLocations(operation: Operation, schemas: Schemas): Location[] {
  const root = locationOf({ schema: requestSchema(operation), docs: operation.docs }, rootOf(undefined), []);
  const members = REQUEST_MEMBERS.flatMap((member) => {
    const described = describedMember(operation, member, schemas);
    const wrap = (inner: Schema): Schema => inMember(member, inner);
    const pointer = locationPattern(`/${member}`);
    return described ? [...walk(described, { ...rootOf(member), pointer, wrap, parent: root }, schemas)] : [];
  });
  return [root, ...members];
}

const rootOf = (member: RequestMember | undefined): Step => ({
  ...(member ? { in: member } : {}),
  pointer: locationPattern(""),
  memberPointer: locationPattern(""),
  required: true,
  wrap: (inner) => inner,
  path: [],
  branch: "",
  within: [],
});

interface Step {
  readonly in?: RequestMember;
  readonly pointer: LocationPattern;
  readonly memberPointer: LocationPattern;
  readonly required: boolean;
  /** Turns a condition on this location into one on the whole instance. */
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
  const location = locationOf(located, step, typesTaken(schema, schemas));
  yield location;
  yield* walkInto(located, { ...step, path: [...step.path, docs], parent: location }, schemas);
}

function locationOf({ schema, docs }: ResolvedSchema, step: Step, types: readonly string[]): Location {
  const { path: _, wrap, ...known } = step;
  return {
    ...known,
    tokens: tokensOf(step.pointer),
    schema,
    docs,
    presence: wrap(true),
    holding: wrap,
    types,
  };
}

function* walkInto(located: ResolvedSchema, step: Step, schemas: Schemas): Iterable<Location> {
  const { schema, docs } = located;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    yield* walk(
      resolve(property, propertyDocs(located, name), schemas),
      {
        ...step,
        ...pointersTo(step, escapeToken(name)),
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
        ...pointersTo(step, "-"),
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

const pointersTo = ({ pointer, memberPointer }: Step, token: string) => ({
  pointer: locationPattern(`${pointer}/${token}`),
  memberPointer: locationPattern(`${memberPointer}/${token}`),
});

/** True for the location of a whole request, of one of its members, or of a whole body. */
export const isWhole = ({ memberPointer }: Location): boolean => memberPointer === "";

/** True for a parameter, or what lies below one. */
export const isParameter = (location: Location): location is ParameterLocation =>
  location.in !== undefined && location.in !== "body" && !isWhole(location);

/** A location for people and in the names of cases: `members[].name`, `query limit`; locations of different alternatives may share one pointer. */
export function locationName(location: Location): string {
  const { in: member, memberPointer, branch } = location;
  const name = isParameter(location) ? `${member} ${dotted(memberPointer)}` : shownLocation(memberPointer);
  return branch === "" ? name : `${name}@${branch}`;
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
