import { stringify } from "yaml";
import { isObject, type Json, type JsonObject } from "../../core/json.ts";
import { PROJECT_FILE } from "../../core/root.ts";
import { answeredId, itemsIn } from "./answer-shapes.ts";
import { type KnownOperation, propertiesOf } from "./known-operation.ts";
import { pagesOf } from "./list-pages.ts";

/** Environment variables by the names of fields and parameters whose values are of the account. */
export type Bindings = { readonly [name: string]: string };

/** The variables that the project's own file names for all operations, and those that other operations' docs have. */
export interface KnownBindings {
  readonly shared: Bindings;
  readonly seen: Bindings;
}

interface Proposal {
  readonly target: string;
  readonly reason: string;
  readonly update: Json;
  /** True where the project's file says so, and nobody has to confirm it. */
  readonly isSettled?: boolean;
}

/** The overlay of an added operation: all that its docs do not say and that its shape suggests, each for a person to confirm. */
export function proposedOverlay(
  own: KnownOperation,
  all: readonly KnownOperation[],
  bindings: KnownBindings,
): { readonly text: string; readonly reasons: readonly string[] } {
  const proposals = [...precondition(own, all), ...tag(own), ...bound(own, bindings)];
  const overlay = {
    overlay: "1.0.0",
    info: { title: `All that the docs of ${own.id} do not say`, version: "1.0.0" },
    extends: "source.yaml",
    actions: proposals.map(actionOf),
  };
  const open = proposals.filter(({ isSettled }) => !isSettled);
  return { text: stringify(overlay, { lineWidth: 110 }), reasons: open.map(({ reason }) => reason) };
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

const targetOf = ({ method, path }: KnownOperation): string => `$.paths['${path}'].${method}`;

/** The creation of what the operation is about: that of the path before the id, or of the same path for a list. */
function precondition(own: KnownOperation, all: readonly KnownOperation[]): Proposal[] {
  const found = /^(.*)\/\{([^{}]+)\}/.exec(own.path);
  const [, above = "", parameter = ""] = found ?? [];
  const creators = all.filter(({ method, id }) => method === "post" && id !== own.id);
  const listed = own.method === "get" ? listOfMade(own, creators) : [];
  if (listed.length > 0) return listed;
  const creator = creators.find(({ path }) => found && sameTemplate(path, above));
  const id = creator && answeredId(creator);
  if (creator && id)
    return [
      {
        target: targetOf(own),
        reason: `${own.path} names with {${parameter}} what ${creator.id} makes, which its answer identifies at ${id}`,
        update: {
          "x-precondition": { operation: creator.id, parameters: { [parameter]: `$response.body#${id}` } },
        },
      },
    ];
  return [];
}

function listOfMade(own: KnownOperation, creators: readonly KnownOperation[]): Proposal[] {
  const creator = creators.find(({ path }) => sameTemplate(path, own.path));
  const lists = creator && answeredId(creator) && itemsIn(own);
  if (!creator || !lists) return [];
  const sent = propertiesOf(bodyOf(creator), creator.document);
  const pages = pagesOf(own);
  const ofPages = new Set<Json | undefined>(Object.values(pages ?? {}));
  const needed = parametersOf(own).filter(
    ({ place, required, name }) => place === "query" && !ofPages.has(name) && (required || name in sent),
  );
  if (needed.some(({ name, required }) => required && !(name in sent))) return [];
  const parameters = Object.fromEntries(
    needed.filter(({ required }) => required).map(({ name }) => [name, `$request.body#/${name}`]),
  );
  return [
    {
      target: targetOf(own),
      reason: `${own.path} is where ${creator.id} makes things, and its answer holds a list of them at ${lists.items || "its top"}${pages ? `, in pages by ${[...ofPages].join(", ")}` : ""}`,
      update: {
        "x-precondition": {
          operation: creator.id,
          parameters,
          lists: { ...lists, ...(pages ? { pages } : {}) },
        },
      },
    },
  ];
}

const sameTemplate = (one: string, other: string): boolean => {
  const bare = (path: string) => path.replace(/\{[^}]*\}/g, "{}").replace(/\/$/, "");
  return bare(one) === bare(other);
};

/** Names of texts that people read, the likeliest first. */
const TEXTS = ["name", "title", "label", "subject", "summary", "description", "note", "message", "text"];

/** A free text of the body in which the run's tag can stand. */
function tag(own: KnownOperation): Proposal[] {
  const body = bodyOf(own);
  const free = Object.entries(propertiesOf(body, own.document)).filter(([, schema]) => isFreeText(schema));
  const name = TEXTS.find((text) => free.some(([known]) => known === text));
  const target = name === undefined ? undefined : propertyTarget(own, name);
  if (name === undefined || target === undefined) return [];
  const reason = `${name} is a free text at the body's top, in which the run's tag can stand`;
  return [{ target, reason, update: { "x-tag": true } }];
}

function bound(own: KnownOperation, { shared, seen }: KnownBindings): Proposal[] {
  const all: Bindings = { ...seen, ...shared };
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
    const reason = `${name} is a value of the account${isSettled ? "" : " in other operations of the project"}`;
    return [{ target, reason, update: { "x-binding": { env } }, isSettled }];
  });
}

const isFreeText = (schema: Json): boolean =>
  isObject(schema) &&
  schema.type === "string" &&
  !["enum", "const", "format", "pattern"].some((key) => key in schema);

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

function mediaTypeOf({ operation }: KnownOperation): [string, JsonObject] | undefined {
  const body = operation.requestBody;
  const content = isObject(body) && isObject(body.content) ? Object.entries(body.content) : [];
  const [found] = content.filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  return found;
}

const bodyOf = (own: KnownOperation): Json | undefined => mediaTypeOf(own)?.[1].schema;

function parametersOf({ operation: { parameters } }: KnownOperation) {
  return (Array.isArray(parameters) ? parameters : []).flatMap((parameter, index) =>
    isObject(parameter) && typeof parameter.name === "string"
      ? [{ name: parameter.name, place: parameter.in, required: parameter.required === true, index }]
      : [],
  );
}
