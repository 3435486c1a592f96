import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { bindingNames, defaultOperation } from "../account/environment.ts";
import { generateCommand } from "../codegen/command.ts";
import { SuiteError } from "../core/errors.ts";
import { shown } from "../core/file-trouble.ts";
import { stdout } from "../core/output/printer.ts";
import { PACKAGE_NAME, VERSION } from "../core/package.ts";
import { hasNoOperation, readProject } from "../core/project.ts";
import { readText, readTextIfThere } from "../core/read-text.ts";
import { PACKAGE, PROJECT_FILE } from "../core/root.ts";
import { shippedProject } from "../core/shipped.ts";
import { writeFile } from "../core/write-file.ts";
import { addedDocuments } from "../docs/added/added-documents.ts";
import { EXIT } from "./exit.ts";
import { depending, EMPTY_PROJECT, ignoring, SUITE, SUITE_FILE, workflow } from "./init-files.ts";
import { loadGenerated } from "./load-generated.ts";

const WORKFLOW = ".github/workflows/contract.yml";

/**
 * `contract init`: a project in a folder, made of the one that comes with the package, of which the tests pass. Files that are
 * there stay as they are; an empty one has no docs, and its first operation is added; `package.json` and `.gitignore` get what they lack, and `generated/` is brought up to date.
 */
export async function initCommand(
  directory = ".",
  { empty = false }: { readonly empty?: boolean } = {},
): Promise<number> {
  const root = resolve(directory);
  if (root === PACKAGE)
    throw new SuiteError(
      `${shown(root)}: this is the package itself, which has its project; name another folder`,
    );
  const told = [...(empty ? settings(root) : copied(root)), ...written(root)];
  const isEmpty = hasNoOperation(root);
  if (!isEmpty) {
    told.push(...(await generateCommand({ root, check: false, added: addedDocuments(root) })));
    told.push(...(await workflowOf(root)));
  }
  for (const line of told) stdout.line(line);
  if (told.length === 0) stdout.line(`${shown(root)} has all of a project already`);
  const next = isEmpty ? "npx contract add FILE --operation ID" : "npm test and npx contract run";
  stdout.line(`next: npm install, then ${next}${directory === "." ? "" : ` in ${directory}`}`);
  return EXIT.pass;
}

/** Writes the settings of a project without docs, where there are none. */
function settings(root: string): string[] {
  if (existsSync(join(root, PROJECT_FILE))) return [];
  writeFile(join(root, PROJECT_FILE), EMPTY_PROJECT);
  return [`wrote ${PROJECT_FILE}`];
}

/** Copies the docs and what goes with them, and the recordings, where the project has none of its own. */
function copied(root: string): string[] {
  if (existsSync(join(root, PROJECT_FILE))) return [];
  const { root: from, recordings } = shippedProject();
  return [
    ...copiedFolder(join(from, "openapi"), join(root, "openapi"), root),
    ...copiedFolder(recordings, join(root, "tests", "recordings"), root),
  ];
}

function copiedFolder(from: string, to: string, root: string): string[] {
  const made = [...filesBelow(from)].filter((path) => !existsSync(join(to, relative(from, path))));
  // The file by which a project is known comes last: what a killed process leaves is begun again.
  made.sort((a, b) => Number(a.endsWith(PROJECT_NAME)) - Number(b.endsWith(PROJECT_NAME)));
  for (const path of made) writeFile(join(to, relative(from, path)), readText(path));
  return made.length === 0 ? [] : [`wrote ${pathFrom(root, to)}/ (${made.length} files)`];
}

const PROJECT_NAME = basename(PROJECT_FILE);

const pathFrom = (root: string, path: string): string => relative(root, path).split(sep).join("/");

/** A name that begins with a dot is a temporary file or a lock. */
function* filesBelow(folder: string): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** Writes the files beside the docs, and adds to those that are shared what they lack. */
function written(root: string): string[] {
  const found = (name: string): string | undefined => readTextIfThere(join(root, name), name);
  const wanted = {
    "package.json": packageText(found("package.json"), basename(root)),
    ".gitignore": ignoring(found(".gitignore") ?? ""),
    [SUITE_FILE]: found(SUITE_FILE) ?? SUITE,
  };
  return Object.entries(wanted).flatMap(([name, text]) => {
    const now = found(name);
    if (now === text) return [];
    writeFile(join(root, name), text);
    return [`${now === undefined ? "wrote" : "added to"} ${name}`];
  });
}

/** @throws SuiteError for a file that is no package's */
function packageText(text: string | undefined, folder: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as {
    readonly devDependencies: { readonly vitest: string };
  };
  const name =
    folder
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "-")
      .replace(/^-+|-+$/g, "") || "contract";
  try {
    return depending(text, name === PACKAGE_NAME ? `${name}-project` : name, {
      [PACKAGE_NAME]: `^${VERSION}`,
      vitest: `^${devDependencies.vitest}`,
    });
  } catch (error) {
    throw new SuiteError(`package.json: ${(error as Error).message}; correct the file`);
  }
}

/** The workflow names what the project's own contract names. */
async function workflowOf(root: string): Promise<string[]> {
  const path = join(root, WORKFLOW);
  if (existsSync(path)) return [];
  const { contract } = await loadGenerated(root);
  const { tokenVariable: token } = readProject(root);
  const server = contract.operations[defaultOperation(contract)]?.server ?? "";
  const bindings = [...bindingNames(contract)].filter((name) => name !== token);
  writeFile(path, workflow({ server, token, bindings }));
  return [`wrote ${WORKFLOW}`];
}
