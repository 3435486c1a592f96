import { CaptureError } from "../capture-error.ts";
import { checkGenerates } from "../check-generates.ts";
import { readOpenApi } from "../openapi/read-openapi.ts";
import type { WholeDocument } from "../source/whole-document.ts";
import { answeredId } from "./answer-shapes.ts";
import type { Bindings } from "./known-bindings.ts";
import type { KnownOperation } from "./known-operation.ts";
import { operationsIn } from "./operations-in.ts";
import { precondition, sameTemplate } from "./precondition.ts";
import { sourceText } from "./source-text.ts";
import { isUpsertOf, pathAbove } from "./upsert.ts";

/**
 * The operations of the same document that make, read, list and delete what an operation is about, those of what that is in as
 * well; none that is known already, and none that cannot be tested.
 */
export async function operationsAround(
  own: KnownOperation,
  known: readonly KnownOperation[],
  source: WholeDocument,
  bound: Bindings = {},
): Promise<readonly KnownOperation[]> {
  const found: KnownOperation[] = [];
  const at = async (method: string, template: string): Promise<KnownOperation | undefined> => {
    const isIt = (one: KnownOperation) => one.method === method && sameTemplate(one.path, template);
    const there = [own, ...known, ...found].find(isIt);
    if (there !== undefined) return there;
    const line = source.lines.find((one) => one.startsWith(`${method.toUpperCase()} `) && sameTemplate(pathOf(one), template)); // biome-ignore format: one line
    return line === undefined ? undefined : await readOperation(source, line);
  };
  for (const path of [...creationPaths(own.path), pathAbove(own.path) ?? own.path]) {
    const maker = await at("post", path);
    if (maker === undefined || !makesIt(own, maker)) continue;
    const item = `${path.replace(/\/$/, "")}/{}`;
    const others = [await at("get", item), await at("delete", item), await at("get", path)];
    for (const one of [maker, ...others]) {
      const isAbout = one === maker || (one && precondition(one, [maker], bound).length > 0);
      if (one && isAbout && ![own, ...known, ...found].includes(one)) found.push(one);
    }
  }
  return found;
}

/** True if a creation makes what an operation is about; one at the path above its last word makes it where both make the same. */
const makesIt = (own: KnownOperation, maker: KnownOperation): boolean =>
  answeredId(maker) !== undefined && (maker.path !== pathAbove(own.path) || isUpsertOf(own, maker));

const pathOf = (line: string): string => line.slice(line.indexOf(" ") + 1);

/** The paths at which what a path is about is made, the nearest first: its own, and those before each of its ids. */
function creationPaths(path: string): string[] {
  const before = [...path.matchAll(/\/\{[^{}]*\}/g)].map(({ index }) => path.slice(0, index));
  return [path, ...before.reverse()].filter((one) => one !== "" && !/\}\/?$/.test(one));
}

/** One operation of a document under the id that it would have here; undefined where it cannot be tested. */
async function readOperation(source: WholeDocument, wanted: string): Promise<KnownOperation | undefined> {
  const { name, path, root, references } = source;
  try {
    const { document } = await readOpenApi({ name, path, root, references, wanted });
    const [read] = operationsIn(document);
    if (read !== undefined) await checkGenerates(sourceText(read, name), name, "it cannot be tested");
    return read;
  } catch (error) {
    if (error instanceof CaptureError) return undefined;
    throw error;
  }
}
