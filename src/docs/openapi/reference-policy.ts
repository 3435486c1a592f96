import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { quote } from "../capture-error.ts";
import type { SourceDocument } from "../located.ts";
import { isUrl } from "../source/read-location.ts";
import { Broken } from "./broken.ts";

/** A place where the document of a reference may be read from. */
export interface Candidate {
  readonly name: string;
  /** Absent where nothing may be read from there. */
  readonly path?: string;
}

/**
 * The candidates for the target of a reference to another document. A file leads to files of its own folder and of the
 * folders beside that one, a URL to its own origin; a target that lies elsewhere, or is not there, may still lie beside
 * the source under its own name, or in the folders that it names, below the source or beside its own folder.
 * @throws Broken for any other target
 */
export async function candidatesFor(
  target: string,
  from: SourceDocument,
  main: SourceDocument,
): Promise<Candidate[]> {
  if (from.path === undefined || main.path === undefined)
    throw new Broken("the text comes from no file or address that it could lead on from");
  return isUrl(main.path)
    ? urlCandidates(target, from.path, main.path)
    : fileCandidates(target, from.path, { ...main, path: main.path });
}

function urlCandidates(target: string, from: string, main: string): Candidate[] {
  if (!URL.canParse(target, from)) throw new Broken(`${quote(target)} is no address`);
  const exact = new URL(target, from);
  if (exact.origin !== new URL(main).origin)
    throw new Broken(`${exact.protocol}//${exact.host} is not read, since the source is of another origin`);
  const beside = new URL(exact.pathname.split("/").at(-1) ?? "", main);
  const down = downwards(target);
  const others = (down.includes("/") ? [down, `../${down}`] : [down]).map((path) => new URL(path, main));
  const all = [exact, beside, ...others.filter(({ origin }) => origin === exact.origin)];
  return [...new Set(all.map(({ href }) => href))].map((path) => ({ name: path, path }));
}

async function fileCandidates(
  target: string,
  from: string,
  main: SourceDocument & { readonly path: string },
): Promise<Candidate[]> {
  if (/^[a-z][a-z\d+.-]*:/i.test(target) || target.startsWith("//"))
    throw new Broken("a file leads to no other address");
  const path = decoded(target);
  if (!/\.(json|ya?ml)$/i.test(path)) throw new Broken(`${quote(path)} is no .json, .yaml or .yml file`);
  const home = dirname(resolve(main.path));
  const exact = resolve(dirname(from), path);
  const beside = join(home, basename(path));
  const name = (file: string) => join(dirname(main.name), relative(home, file)).split(sep).join("/");
  const isAllowed = !isAbsolute(path) && (await isNear(exact, home));
  const first = isAllowed ? { name: name(exact), path: exact } : { name: path };
  if (basename(path).startsWith(".")) return [first];
  // A link beside the source is a file elsewhere.
  const down = downwards(path);
  const folders = [join(home, down), join(home, "..", down)];
  // A name alone, one folder further up, would be anything.
  const elsewhere = [beside, ...folders].filter(
    (file) => file !== exact && (file === beside || down.includes("/")),
  );
  const others = elsewhere.map(async (file): Promise<Candidate> => {
    return { name: name(file), ...((await isNear(file, home)) ? { path: file } : {}) };
  });
  const all = [first, ...(await Promise.all(others))];
  return all.filter((loaded, at) => all.findIndex((other) => other.name === loaded.name) === at);
}

/** A relative target without the folders that it goes up. */
const downwards = (target: string): string => target.replace(/^(?:\.{1,2}\/)+/, "");

/** True if a file lies in the folder, or in one beside it, links followed; hidden folders are never docs. */
async function isNear(file: string, home: string): Promise<boolean> {
  const realHome = await realpath(home).catch(() => home);
  const real = await realpath(file).catch(() => resolve(realHome, relative(home, file)));
  const isBesideRoot = dirname(realHome) === dirname(dirname(realHome));
  const within = relative(isBesideRoot ? realHome : dirname(realHome), real);
  return !isAbsolute(within) && !within.split(sep).some((part) => part.startsWith("."));
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
