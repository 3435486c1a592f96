import { SuiteError } from "../core/errors.ts";
import type { Json, JsonObject } from "../core/json.ts";

/**
 * The fields of one object in a recording; each is read as a type, and a wrong one is a SuiteError with file and
 * location.
 */
export class RecordingFields {
  readonly value: JsonObject;
  readonly #file: string;
  readonly #location: string;

  constructor(file: string, location: string, value: Json | undefined) {
    this.#file = file;
    this.#location = location;
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.wrong("", "an object");
    this.value = value;
  }

  /** The error for a field of another type than expected; "" for the object itself. */
  wrong(name: string, expected: string): SuiteError {
    const location = this.#at(name) || "the whole file";
    return new SuiteError(
      `${this.#file}: ${location}: expected ${expected}; record it again or restore the file`,
    );
  }

  text(name: string): string {
    const value = this.value[name];
    if (typeof value !== "string") throw this.wrong(name, "a string");
    return value;
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const value = values.find((candidate) => candidate === this.value[name]);
    if (value === undefined) throw this.wrong(name, values.join(", ").replace(/, (?=[^,]*$)/, " or "));
    return value;
  }

  integer(name: string): number {
    const value = this.value[name];
    if (typeof value !== "number" || !Number.isInteger(value)) throw this.wrong(name, "an integer");
    return value;
  }

  object(name: string): RecordingFields {
    return new RecordingFields(this.#file, this.#at(name), this.value[name]);
  }

  list(name: string): RecordingFields[] {
    const value = this.value[name];
    if (!Array.isArray(value)) throw this.wrong(name, "a list");
    return value.map((item, index) => new RecordingFields(this.#file, `${this.#at(name)}[${index}]`, item));
  }

  /** The object as names and strings. */
  texts(): Record<string, string> {
    return Object.fromEntries(Object.keys(this.value).map((name) => [name, this.text(name)]));
  }

  #at(name: string): string {
    return [this.#location, name].filter((part) => part !== "").join(".");
  }
}
