import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "../account/environment.ts";
import type { Contract } from "../contract/contract.ts";
import { SuiteError } from "../core/errors.ts";
import { stderr } from "../core/output/printer.ts";
import { readText } from "../core/read-text.ts";
import { sourcesHash } from "../core/sources-hash.ts";
import { stamp } from "../core/stamp.ts";

const FOLDER = "generated";

/**
 * Warns in one line where `generated/` was not made from the current document, so that a run tests another contract
 * than the one that the reader sees.
 * @throws SuiteError under CI, where nobody reads that line
 */
export function warnOutdated(contract: Contract, root: string, env: Env): void {
  const why = outdated(contract, root);
  if (why === undefined) return;
  const line = `${why}: run npx contract generate`;
  if (isSet(env.CI)) throw new SuiteError(`${line}, since under CI nothing is tested with stale files`);
  stderr.line(`stale: ${line}`);
}

/** True if the variable is set: services of CI set it to true or 1, and people unset it with false or nothing. */
const isSet = (value: string | undefined): boolean => !/^(|0|false|no|off)$/i.test(value?.trim() ?? "");

/** The file that does not fit; undefined where all do. */
function outdated({ document, hash }: Contract, root: string): string | undefined {
  const now = sourcesHash(root, document);
  if (!now.startsWith(hash)) return `${FOLDER}/ was made from another ${document} than the one that stands`;
  const names = codeIn(root);
  const other = names.sort().find((name) => !isStamped(readText(join(root, FOLDER, name)), hash));
  return other === undefined ? undefined : `${FOLDER}/${other} is not what was made from ${document}`;
}

/** True if the first line names the hash of this document, and of the lines below it. */
function isStamped(text: string, hash: string): boolean {
  const end = text.indexOf("\n") + 1;
  return text.slice(0, end).includes(` ${stamp(hash, text.slice(end))}.`);
}

const codeIn = (root: string): string[] =>
  readdirSync(join(root, FOLDER)).filter((name) => /^[^.].*\.[jt]s$/.test(name));

/** Throws for generated code that is no file: loading a pipe would wait for ever. */
export function expectFiles(root: string): void {
  for (const name of codeIn(root))
    if (!statSync(join(root, FOLDER, name)).isFile()) throw new Error(`${name} is no file`);
}
