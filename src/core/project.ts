import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { SuiteError } from "./errors.ts";
import { isObject } from "./json.ts";
import { yamlValue } from "./read-data.ts";
import { readTextIfThere } from "./read-text.ts";
import { PROJECT_FILE as FILE, ROOT } from "./root.ts";
import { type SharedSettings, sharedSettings } from "./shared-settings.ts";

/** Settings that no document may hold: names of the environment's variables. */
export interface Project {
  /** The variable that holds the bearer token. */
  readonly tokenVariable: string;
  /** The docs that the project is updated from, a file from its root or an http(s) address; absent where none is named. */
  readonly source?: string;
  /** The operations that are tested where none is named; absent where all of the project's are. */
  readonly operations?: readonly string[];
  /** Variables that hold values of the account, by the names of fields and parameters that have them in any operation. */
  readonly bindings?: { readonly [name: string]: string };
  /** All else that its operations share. */
  readonly shared: SharedSettings;
}

/** A variable of a shell (POSIX, 8.1 Environment Variable Definition). */
const VARIABLE = /^[A-Z_][A-Z0-9_]*$/;

/**
 * Reads `openapi/project.yaml` below a root; a project without one, or without a name for its token, calls it
 * `CONTRACT_TOKEN`. @throws SuiteError for a file that cannot be read or is not YAML, and for a name that no shell can set
 */
export function readProject(root: string): Project {
  const text = readTextIfThere(join(root, FILE), FILE) ?? "";
  const settings = yamlValue(text, FILE);
  const environment = member(settings, "environment", {});
  const token = member(environment, "token", "CONTRACT_TOKEN");
  if (typeof token !== "string" || !VARIABLE.test(token))
    throw new SuiteError(
      `${FILE}: environment.token: expected the name of a variable such as API_TOKEN, found ${JSON.stringify(token)}`,
    );
  const source = member(settings, "source", undefined);
  if (source !== undefined && (typeof source !== "string" || source.trim() === ""))
    throw new SuiteError(
      `${FILE}: source: expected a file or an http(s) address of the docs, found ${JSON.stringify(source)}`,
    );
  const operations = member(settings, "operations", undefined);
  if (operations !== undefined && !isListOfNames(operations))
    throw new SuiteError(
      `${FILE}: operations: expected a list of operations' ids, found ${JSON.stringify(operations)}`,
    );
  return {
    tokenVariable: token,
    ...(source === undefined ? {} : { source }),
    ...(operations === undefined ? {} : { operations }),
    ...bindingsOf(settings),
    shared: isObject(settings) ? sharedSettings(settings, FILE) : {},
  };
}

function bindingsOf(settings: unknown): Pick<Project, "bindings"> {
  const bindings = member(settings, "bindings", undefined);
  if (bindings === undefined) return {};
  const names = isObject(bindings) ? Object.values(bindings) : [undefined];
  if (!isObject(bindings) || !names.every((name) => typeof name === "string" && VARIABLE.test(name)))
    throw new SuiteError(
      `${FILE}: bindings: expected names of variables by names of fields, such as accountId: API_ACCOUNT_ID, found ${JSON.stringify(bindings)}`,
    );
  return { bindings: bindings as { readonly [name: string]: string } };
}

const isListOfNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string" && one !== "");

/** Folder of the operations that were added to a project, each in a folder of its own, from the project's root. */
export const OPERATIONS_DIR = "openapi/operations";

/** Folder of the recordings of operations other than the project's first, each in one of its own, from the project's root. */
export const RECORDED_OPERATIONS_DIR = "tests/recordings/operations";

/** The overlay of a project's first docs, from the project's root; a project has none where all of its operations were added. */
export const OVERLAY_FILE = "openapi/overlay.yaml";

/** True for a project that has no operation yet: no docs of its own, and none that were added. */
export const hasNoOperation = (root: string): boolean =>
  !existsSync(join(root, OVERLAY_FILE)) && addedOperations(root).length === 0;

/** The file of an operation's known differences or observed facts: its own where it was added, else the project's. */
export const fileOf = (root: string, id: string, name: "deviations.yaml" | "observed.yaml"): string =>
  addedOperations(root).includes(id) ? `${OPERATIONS_DIR}/${id}/${name}` : `openapi/${name}`;

/** Ids of the operations that were added to a project, sorted. */
export function addedOperations(root: string): string[] {
  const folder = join(root, OPERATIONS_DIR);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, "source.yaml")))
    .sort();
}

/**
 * A member of a mapping, or the default where the mapping or the member is left out.
 * @throws SuiteError
 */
function member(value: unknown, name: string, otherwise: unknown): unknown {
  if (value === null) return otherwise;
  if (!isObject(value))
    throw new SuiteError(`${FILE}: expected a mapping around ${name}, found ${JSON.stringify(value)}`);
  return value[name] ?? otherwise;
}

/** The environment variable that holds the bearer token; its value is never recorded and never printed. */
export const { tokenVariable: TOKEN_VARIABLE } = readProject(ROOT);
