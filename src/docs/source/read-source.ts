import type { JsonObject } from "../../core/json.ts";
import { tooDeep } from "../../core/nesting.ts";
import { CaptureError } from "../capture-error.ts";
import { readOpenApi } from "../openapi/read-openapi.ts";
import { detectForm } from "./detect-form.ts";
import type { Source, SourceOptions } from "./source.ts";

/** Reads a source in any of its forms, which its content tells; throws `CaptureError`. */
export async function readSource(options: SourceOptions): Promise<Source> {
  const form = detectForm(options.name, options.text);
  const { name, path, operation, preferred, known, isCompared } = options;
  const { root, exampleOnly, ...more } = shallow(options, () => form.read(options));
  const wish = { wanted: operation, preferred, known };
  const read = await readOpenApi({ name, path, ...wish, isCompared, root, ...more });
  return { form: form.form, ...read, ...(exampleOnly === undefined ? {} : { exampleOnly }) };
}

/** @throws CaptureError where a source nests deeper than what reads it can follow */
function shallow<T extends { root: JsonObject }>({ name }: SourceOptions, read: () => T): T {
  const refused = (at: string) =>
    new CaptureError(`${name}${at}: nested too deep; expected what a person can read; flatten it`);
  try {
    const made = read();
    const deep = tooDeep(made.root);
    if (deep !== undefined)
      throw refused(`#${deep.length <= MOST_SHOWN ? deep : `${deep.slice(0, MOST_SHOWN)}…`}`);
    return made;
  } catch (error) {
    throw error instanceof RangeError ? refused(":1") : error;
  }
}

const MOST_SHOWN = 120;
