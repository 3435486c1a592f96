import { parameterStyle } from "../../contract/parameter-style.ts";
import { PathTemplate } from "../../contract/path-template.ts";
import { equal, inWords, isObject, type Json, type JsonObject } from "../../core/json.ts";
import { quote } from "../capture-error.ts";
import { below, itemsOf, type Located, membersOf, refuseAt } from "../located.ts";
import { pascalCase } from "../title-names.ts";
import type { OnBroken, SchemaReader } from "./canonical-schema.ts";
import { described, sunsetIn, textOf } from "./described.ts";
import type { FollowedReferences } from "./followed-references.ts";
import type { Picked } from "./pick-operation.ts";
import { PARTIAL, SUNSET } from "./schema-keywords.ts";
import { ordered } from "./upgrade-schema.ts";

/** The order in which parameters are written, that of the sections of a page. */
const PLACES = ["header", "path", "query", "cookie"];

/** Writes the parameters of an operation, and the headers of its responses. */
export class ParameterWriter {
  readonly #references: FollowedReferences;
  readonly #schemas: SchemaReader;
  readonly #stem: string;
  readonly #onUnsound: OnBroken;

  /** @param stem what the names of its components begin with */
  constructor(references: FollowedReferences, schemas: SchemaReader, stem: string, onUnsound: OnBroken) {
    this.#onUnsound = onUnsound;
    this.#references = references;
    this.#schemas = schemas;
    this.#stem = stem;
  }

  /** The parameters of the path and of the operation; of two with one name and place, the operation's counts. */
  parameters({ item, operation, path }: Picked): JsonObject[] {
    const all = [...itemsOf(below(item, "parameters")), ...itemsOf(below(operation, "parameters"))];
    const byName = new Map<string, JsonObject>();
    for (const location of all) {
      const parameter = this.#references.follow(location);
      if (parameter === undefined && !this.#references.leavesMarks) continue;
      const written = parameter === undefined ? { [PARTIAL]: true } : this.#parameter(parameter);
      byName.set(JSON.stringify([written.in, inWords(written.name).toLowerCase()]), written);
    }
    const rank = ({ in: member }: JsonObject) => PLACES.indexOf(inWords(member));
    return this.#asInPath([...byName.values()], path, operation).sort((a, b) => rank(a) - rank(b));
  }

  /** The parameters with those that the path names and nothing declares, and without those that it does not name. */
  #asInPath(declared: readonly JsonObject[], path: string, operation: Located): JsonObject[] {
    if (declared.some((parameter) => parameter[PARTIAL] === true)) return [...declared];
    const names = new PathTemplate(path).names;
    const isElsewhere = (parameter: JsonObject) =>
      parameter.in === "path" && !names.includes(inWords(parameter.name));
    for (const parameter of declared.filter(isElsewhere))
      this.#onUnsound(
        operation,
        `the parameter ${quote(inWords(parameter.name))} is not in the path ${quote(path)}`,
      );
    const known = declared.filter((parameter) => !isElsewhere(parameter));
    const missing = names.filter((name) => !known.some((one) => one.in === "path" && one.name === name));
    for (const name of missing)
      this.#onUnsound(
        operation,
        `the path ${quote(path)} names a parameter ${quote(name)} that is not declared; any text is taken`,
      );
    return [
      ...known,
      ...[...new Set(missing)].map((name) => ({
        name,
        in: "path",
        required: true,
        schema: { type: "string" },
      })),
    ];
  }

  #parameter(location: Located): JsonObject {
    const name = textOf(below(location, "name"));
    const where = textOf(below(location, "in"));
    if (name === "" || !PLACES.includes(where))
      refuseAt(location, { wrong: "no parameter", expected: `a name, and in one of ${PLACES.join(", ")}` });
    return {
      name,
      in: where,
      required: below(location, "required").value === true || where === "path",
      ...described(location),
      ...sunsetIn(location, below(location, "schema")),
      ...styleOf(location, where),
      ...this.#schemaOrContent(location, `${this.#stem}${pascalCase(name)}`),
    };
  }

  /** The schema; one that is written as JSON stands below its media type. */
  #schemaOrContent(location: Located, label: string): JsonObject {
    const schema = this.#parameterSchema(location, label);
    const [content] = membersOf(below(location, "content"));
    return content === undefined ? { schema } : { content: { [content[0]]: { schema } } };
  }

  /** The schema of a parameter, with the parameter's own description in it, as a page has it. */
  #parameterSchema(location: Located, label: string): Json {
    const [content] = membersOf(below(location, "content"));
    const holder = content === undefined ? location : content[1];
    const schema = below(holder, "schema");
    const read = schema.value === undefined ? {} : this.#schemas.read(schema, label);
    const examples = [below(location, "example").value, ...valuesOf(below(location, "examples"))];
    if (!isObject(read)) return read;
    const { description: _, [SUNSET]: _sunset, ...own } = read;
    const shown = [...examples, ...(Array.isArray(own.examples) ? own.examples : [])].filter(
      (known) => known !== undefined,
    );
    return ordered({
      ...own,
      ...(shown.length === 0 ? {} : { examples: distinct(shown) }),
      ...(below(location, "deprecated").value === true ? { deprecated: true } : {}),
    });
  }

  /** The headers of a response, without the one that its media type stands for. */
  headers(response: Located): JsonObject {
    const headers = membersOf(below(response, "headers")).flatMap(([name, given]): [string, JsonObject][] => {
      if (name.toLowerCase() === "content-type") return [];
      const location = this.#references.follow(given);
      if (location === undefined) return this.#references.leavesMarks ? [[name, { [PARTIAL]: true }]] : [];
      const required = below(location, "required").value === true;
      const schema = this.#parameterSchema(location, `${this.#stem}${pascalCase(name)}`);
      const sunset = sunsetIn(location, below(location, "schema"));
      return [[name, { ...described(location), ...(required ? { required } : {}), ...sunset, schema }]];
    });
    return Object.fromEntries(headers);
  }
}

/** The style in which a value is written out, where it is not the usual one of that place. */
function styleOf(location: Located, where: string): JsonObject {
  const stated = { style: below(location, "style").value, explode: below(location, "explode").value };
  const { style, explode } = parameterStyle(where, stated);
  return {
    ...(style === parameterStyle(where).style ? {} : { style }),
    ...(explode === parameterStyle(where, { style }).explode ? {} : { explode }),
  };
}

const valuesOf = (location: Located): (Json | undefined)[] =>
  isObject(location.value) ? membersOf(location).map(([, known]) => below(known, "value").value) : [];

const distinct = (values: readonly Json[]): Json[] =>
  values.filter((known, at) => values.findIndex((other) => equal(known, other)) === at);
