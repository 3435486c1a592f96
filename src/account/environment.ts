import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Contract, Operation } from "../contract/contract.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { SuiteError } from "../core/errors.ts";
import { own } from "../core/json.ts";
import { PACKAGE_NAME, VERSION } from "../core/package.ts";
import { readTextIfThere } from "../core/read-text.ts";
import { PROJECT_FILE } from "../core/root.ts";
import type { Target } from "../http/exchange.ts";
import type { Account } from "./bind.ts";
import { newTag, tagOfSeed } from "./tag.ts";

export type Env = { readonly [name: string]: string | undefined };

/** User agent of every request; some edges refuse a request without one. */
export const USER_AGENT = `${PACKAGE_NAME}/${VERSION}`;

/** The environment, and what `.env` in the working directory adds to it. @throws SuiteError */
export function environment(directory = process.cwd()): Env {
  const text = readTextIfThere(join(directory, ".env"), ".env");
  return text === undefined ? process.env : { ...variablesIn(text), ...process.env };
}

/**
 * The variables of a `.env` file.
 * @throws SuiteError that names a line which would be ignored silently
 */
function variablesIn(text: string): Env {
  const unix = text.replace(/\r\n?/g, "\n");
  const wrong = withoutQuoted(unix)
    .split("\n")
    .findIndex((line) => !/^\s*((export\s+)?[\w.-]+\s*=(?!\s*["'`]).*)?$/.test(line));
  if (wrong >= 0)
    throw new SuiteError(
      `.env:${wrong + 1}: expected NAME=value, with both of its quotes or none; correct the line`,
    );
  // Blanks before a name would become a part of it.
  return parseEnv(unix.replace(/^[ \t]+/gm, ""));
}

/** The text without comments and without values in quotes, which may go over several lines; its lines count as before. */
const withoutQuoted = (text: string): string =>
  text
    .replace(/^\s*#.*$/gm, (comment) => comment.replace(/[^\n]/g, ""))
    .replace(/=[ \t]*(["'`])[\s\S]*?\1/g, (value) => `=${value.replace(/[^\n]/g, "")}`);

/** A whole number from text, as options and variables give it. @throws SuiteError that names where it stands */
export function wholeNumber(text: string, where: string, least = 0): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new SuiteError(`${where} ${text}: expected a whole number of at least ${least}`);
}

/**
 * The operation to test: the one that is given, or that `CONTRACT_OPERATION` names.
 * @throws SuiteError where the variable names none of the contract
 */
export function operationOfRun(contract: Contract, given: string | undefined, env: Env): string {
  const named = given === undefined ? env.CONTRACT_OPERATION : undefined;
  if (named && !Object.hasOwn(contract.operations, named))
    throw new SuiteError(
      `CONTRACT_OPERATION ${named}: ${contract.document} has no such operation; there are ${Object.keys(contract.operations).join(", ")}`,
    );
  return given ?? (named || defaultOperation(contract));
}

/** The operations that a run names, and the project's own choice. */
export interface Choice {
  readonly operation?: string | undefined;
  readonly operations?: readonly string[] | undefined;
  /** True for all operations of the project. */
  readonly all?: boolean | undefined;
}

/**
 * The operations to test: those that are given, those that `CONTRACT_OPERATION` names, or those that the project names.
 * @param added the operations that were added to the project
 * @throws SuiteError where one is not in the contract
 */
export function operationsOfRun(
  contract: Contract,
  { operation, operations = [], all = false }: Choice,
  env: Env,
  project: { readonly operations?: readonly string[]; readonly added: readonly string[] },
): readonly string[] {
  const given = [...(operation === undefined ? [] : [operation]), ...operations];
  if (given.length > 0) return distinct(given, contract);
  const named = all ? [] : listed(env.CONTRACT_OPERATION);
  for (const id of named) operationOfRun(contract, undefined, { CONTRACT_OPERATION: id });
  if (named.length > 0) return distinct(named, contract);
  const first = defaultOperation(contract);
  if (all) return distinct([first, ...Object.keys(contract.operations)], contract);
  const lost = project.operations?.find((id) => own(contract.operations, id) === undefined);
  if (lost !== undefined)
    throw new SuiteError(
      `${PROJECT_FILE}: operations: the project has no operation "${lost}"; correct the name, or take it out: there are ${Object.keys(contract.operations).join(", ")}`,
    );
  return distinct(project.operations ?? [first, ...project.added], contract);
}

const listed = (text = ""): string[] =>
  text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");

const distinct = (ids: readonly string[], contract: Contract): string[] =>
  [...new Set(ids)].map((id) => operationOf(contract, id).id);

/** The operation that is tested unless another is named: the first that makes something and links to it, or takes a body. */
export function defaultOperation(contract: Contract): string {
  const all: readonly Operation[] = Object.values(contract.operations);
  const found =
    all.find(({ requestBody, links }) => requestBody && links.length > 0) ??
    all.find(({ requestBody }) => requestBody) ??
    all[0];
  if (!found) throw new SuiteError(`${contract.document}: it has no operation, so there is nothing to test`);
  return found.id;
}

/**
 * The caller's account. On a target that nobody else uses the tag comes from the seed, so that a seed gives the same
 * bytes; elsewhere, on this machine too, it is new for each run: others may have created resources with the same seed.
 */
export function accountOf(contract: Contract, target: Target, seed: number, env: Env): Account {
  const bindings: { [env: string]: string[] } = {};
  for (const name of bindingNames(contract)) {
    const values = (env[name] ?? "")
      .split(",")
      .map((value) => value.trim())
      .filter((value) => value !== "");
    if (values.length > 0 || !target.loopback) bindings[name] = values;
  }
  const isAlone = target.shrinksFree === true || !target.stores;
  const tag = isAlone ? tagOfSeed(seed) : newTag(Date.now());
  return { tag, bindings, shared: !target.loopback };
}

/** The environment variables that hold values of the caller's account. */
export function bindingNames(contract: Contract): Set<string> {
  const names = new Set<string>();
  JSON.stringify([contract.schemas, contract.operations], (key, value: unknown) => {
    if (key === "x-binding") names.add((value as { env: string }).env);
    return value;
  });
  return names;
}
