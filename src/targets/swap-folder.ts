import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { SuiteError } from "../exchange.ts";

/**
 * Puts files into a folder all at once: what is new is written beside it and takes its place at the end, so that whatever
 * fails on the way leaves the folder as it was. Of the other files there those stay that `stays` says so of, by their name.
 * @throws SuiteError that names the folder and why it cannot be written.
 */
export async function swapFolder(
  dir: string,
  files: ReadonlyMap<string, string>,
  stays: (name: string) => boolean,
): Promise<void> {
  const beside = (what: string): string => join(dirname(dir), `.${basename(dir)}.${what}`);
  const [fresh, old] = [beside(`new-${process.pid}`), beside("old")];
  try {
    await mkdir(dirname(dir), { recursive: true });
    await restore(dir, old);
    await rm(fresh, { recursive: true, force: true });
    const filter = (path: string): boolean => path === dir || stays(basename(path));
    await cp(dir, fresh, { recursive: true, filter }).catch(ignoreMissing);
    await mkdir(fresh, { recursive: true });
    for (const [name, text] of files) await writeFile(join(fresh, name), text, { flush: true });
    await rename(dir, old).catch(ignoreMissing);
    await rename(fresh, dir);
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined);
    await restore(dir, old).catch(() => undefined);
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new SuiteError(`${dir}: cannot be written (${why}); it is as it was before`);
  }
}

/** A process that was ended between the two renames has left the folder aside. */
async function restore(dir: string, old: string): Promise<void> {
  const isThere = await readdir(dir).then(
    () => true,
    () => false,
  );
  if (isThere) await rm(old, { recursive: true, force: true });
  else await rename(old, dir).catch(ignoreMissing);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
