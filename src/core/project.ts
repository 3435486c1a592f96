import { join } from "node:path";
import { SuiteError } from "./errors.ts";
import { isObject } from "./json.ts";
import { yamlValue } from "./read-data.ts";
import { readTextIfThere } from "./read-text.ts";
import { ROOT } from "./root.ts";

/** The project's own settings, from its root. */
const FILE = "openapi/project.yaml";

/** Settings that no document may hold: names of the environment's variables. */
export interface Project {
  /** The variable that holds the bearer token. */
  readonly tokenVariable: string;
}

/** A variable of a shell (POSIX, 8.1 Environment Variable Definition). */
const VARIABLE = /^[A-Z_][A-Z0-9_]*$/;

/**
 * Reads `openapi/project.yaml` below a root; a project without one, or without a name for its token, calls it
 * `CONTRACT_TOKEN`. @throws SuiteError for a file that cannot be read or is not YAML, and for a name that no shell can set
 */
export function readProject(root: string): Project {
  const text = readTextIfThere(join(root, FILE), FILE) ?? "";
  const environment = member(yamlValue(text, FILE), "environment", {});
  const token = member(environment, "token", "CONTRACT_TOKEN");
  if (typeof token !== "string" || !VARIABLE.test(token))
    throw new SuiteError(
      `${FILE}: environment.token: expected the name of a variable such as API_TOKEN, found ${JSON.stringify(token)}`,
    );
  return { tokenVariable: token };
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
