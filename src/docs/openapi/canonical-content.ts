import type { JsonObject } from "../../core/json.ts";
import { equal } from "../../core/json.ts";
import { below, type Located, membersOf } from "../located.ts";
import type { SchemaReader } from "./canonical-schema.ts";
import type { FollowedReferences } from "./followed-references.ts";

/** Writes the media types of a body. */
export class ContentWriter {
  readonly #references: FollowedReferences;
  readonly #schemas: SchemaReader;

  constructor(references: FollowedReferences, schemas: SchemaReader) {
    this.#references = references;
    this.#schemas = schemas;
  }

  /** The schema of the first media type is a component, where `isNamed`; another that says the same refers to it. */
  content(holder: Located, label: string, isNamed: boolean): JsonObject {
    const written = membersOf(below(holder, "content")).map(([type, given], index): [string, JsonObject] => {
      // OpenAPI 3.2 lets a media type stand among the components.
      const location = this.#references.follow(given) ?? given;
      const schema = below(location, "schema");
      const examples = this.#examples(location);
      return [
        mediaType(type),
        {
          ...(schema.value === undefined ? {} : this.#mediaSchema(schema, label, isNamed && index === 0)),
          ...(Object.keys(examples).length === 0 ? {} : { examples }),
        },
      ];
    });
    return Object.fromEntries(written);
  }

  #mediaSchema(location: Located, label: string, isNamed: boolean): JsonObject {
    const before = this.#references.brokenCount;
    const schema = isNamed ? this.#schemas.component(location, label) : this.#schemas.read(location, label);
    const same = this.#schemas.components.get(label);
    if (this.#references.brokenCount > before && !this.#references.leavesMarks) return {};
    return {
      schema: same !== undefined && equal(same, schema) ? { $ref: `#/components/schemas/${label}` } : schema,
    };
  }

  /** The one example of a media type is called as on a page; several keep their names. */
  #examples(media: Located): JsonObject {
    const { value } = below(media, "example");
    if (value !== undefined) return { docs: { value } };
    const named = membersOf(below(media, "examples")).flatMap(([name, given]): [string, JsonObject][] => {
      const location = this.#references.follow(given);
      const shown = location === undefined ? undefined : below(location, "value").value;
      return shown === undefined ? [] : [[name, { value: shown }]];
    });
    const [only, ...others] = named;
    return only !== undefined && others.length === 0 ? { docs: only[1] } : Object.fromEntries(named);
  }
}

/** A media type without its parameters; where any will do, or any application's, that is JSON. */
function mediaType(given: string): string {
  const type = given.split(";")[0]?.trim().toLowerCase() ?? given;
  return /^(\*|application)\/\*$/.test(type) ? "application/json" : type;
}
