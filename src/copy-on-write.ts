import type { Json, JsonObject } from "./contract.ts";
import { copied, setOwn } from "./json.ts";

/** An object that is copied when it first changes. */
export class CopyOnWrite {
  readonly #from: JsonObject;
  #copy: JsonObject | undefined;

  constructor(from: JsonObject) {
    this.#from = from;
  }

  get value(): JsonObject {
    return this.#copy ?? this.#from;
  }

  set(name: string, value: Json): void {
    if (this.#from[name] === value && Object.hasOwn(this.#from, name)) return;
    this.#copy ??= copied(this.#from);
    setOwn(this.#copy, name, value);
  }

  remove(name: string): void {
    this.#copy ??= copied(this.#from);
    delete this.#copy[name];
  }
}
