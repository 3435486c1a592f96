import { isDeepStrictEqual } from "node:util";
import { inWords, isObject, type Json, valueAt } from "../../core/json.ts";
import { quote } from "../capture-error.ts";
import type { Located, SourceDocument } from "../located.ts";
import { parseSource } from "../source/parse-source.ts";
import { readLocation } from "../source/read-location.ts";
import { Unreadable } from "../source/unreadable.ts";
import { Broken } from "./broken.ts";
import { candidatesFor } from "./reference-policy.ts";

/** A document that a reference leads to and that has not been read yet. */
export class Unloaded extends Error {
  override readonly name = "Unloaded";
  readonly target: string;
  readonly from: SourceDocument;

  constructor(target: string, from: SourceDocument) {
    super(target);
    this.target = target;
    this.from = from;
  }
}

/** Documents of one description: those that are split up most finely have a file for each operation, answer and schema. */
const MAX_DOCUMENTS = 5_000;

/** References that lead to one another in a row. */
const MAX_HOPS = 20;

/** Resolves the references of a source; other documents are read when one is needed, and only where that is safe. */
export class References {
  /** The source itself. */
  readonly main: SourceDocument;
  readonly #loaded = new Map<string, SourceDocument | Broken>();

  constructor(main: SourceDocument) {
    this.main = main;
  }

  /** The source as a whole. */
  get top(): Located {
    return { value: this.main.root, document: this.main, at: "" };
  }

  /** The names of the documents that were read besides the source itself. */
  get read(): string[] {
    return [...this.#loaded.values()].flatMap((loaded) => (loaded instanceof Broken ? [] : [loaded.name]));
  }

  /** The result of work that resolves references, which begins anew each time it needs a document that was not read yet. */
  async whileLoading<T>(work: () => T): Promise<T> {
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof Unloaded)) throw error;
        await this.load(error);
      }
    }
  }

  /** The object itself, or the one that its reference leads to, by others as well. @throws Broken; Unloaded */
  followed(location: Located): Located {
    let found = location;
    for (let hops = 0; isObject(found.value) && found.value.$ref !== undefined; hops++) {
      if (hops === MAX_HOPS) throw new Broken("it leads from reference to reference without end");
      found = this.target(found.value.$ref, found.document);
    }
    return found;
  }

  /** The object itself, or the one that its reference leads to; undefined where the reference is broken. @throws Unloaded */
  found(location: Located): Located | undefined {
    try {
      return this.followed(location);
    } catch (error) {
      if (error instanceof Broken) return undefined;
      throw error;
    }
  }

  /** The place that a reference leads to. @throws Broken; Unloaded where `load` must be called first */
  target(ref: Json | undefined, from: SourceDocument): Located {
    if (typeof ref !== "string") throw new Broken("it is no text");
    const [file = "", ...fragments] = ref.split("#");
    const document = file === "" ? from : this.#document(file, from);
    const at = pointerOf(fragments.join("#"));
    const value = valueAt(document.root, at) as Json | undefined;
    if (value === undefined) throw new Broken(`${document.name} has nothing at ${at}`);
    return { value, document, at };
  }

  #document(file: string, from: SourceDocument): SourceDocument {
    const loaded = this.#loaded.get(keyOf(file, from));
    if (loaded instanceof Broken) throw loaded;
    if (loaded === undefined) throw new Unloaded(file, from);
    return loaded;
  }

  /** Reads the document, or keeps why it cannot be. */
  async load({ target, from }: Unloaded): Promise<void> {
    const key = keyOf(target, from);
    if (this.#loaded.size >= MAX_DOCUMENTS)
      this.#loaded.set(key, new Broken(`more than ${MAX_DOCUMENTS} documents refer to each other`));
    else this.#loaded.set(key, await this.#read(target, from).catch(asBroken));
  }

  async #read(target: string, from: SourceDocument): Promise<SourceDocument> {
    const reasons: string[] = [];
    for (const { name, path } of await candidatesFor(target, from, this.main)) {
      try {
        if (path === undefined) throw new Unreadable("it lies elsewhere, where nothing is read from", "");
        const found = await readLocation(path, { sameOrigin: true });
        const root = parseSource(name, found.text);
        const is30 = root.openapi === undefined ? from.is30 : inWords(root.openapi).startsWith("3.0");
        return this.#known({ name, path: found.path, root, is30 });
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        reasons.push(`${name}: ${error.wrong}`);
      }
    }
    throw new Broken(reasons.join(", "));
  }

  /** The same document by another way stays one, so that a schema which refers to itself is known again. */
  #known(document: SourceDocument): SourceDocument {
    const others = [this.main, ...this.#loaded.values()];
    const same = others.find(
      (loaded): loaded is SourceDocument =>
        !(loaded instanceof Broken) &&
        loaded.path === document.path &&
        isDeepStrictEqual(loaded.root, document.root),
    );
    return same ?? document;
  }
}

const keyOf = (file: string, from: SourceDocument): string => JSON.stringify([from.path ?? from.name, file]);

const asBroken = (error: unknown): Broken =>
  error instanceof Broken ? error : new Broken(error instanceof Error ? error.message : String(error));

/** A fragment as a JSON pointer (RFC 6901, section 6). @throws Broken */
function pointerOf(fragment: string): string {
  if (fragment !== "" && !fragment.startsWith("/"))
    throw new Broken(`${quote(`#${fragment}`)} is no JSON pointer, and anchors are not supported`);
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw new Broken(`${quote(`#${fragment}`)} is not percent-encoded as a URL has it`);
  }
}
