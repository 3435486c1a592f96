import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { SuiteError } from "../core/errors.ts";
import { readProject } from "../core/project.ts";
import { readTextIfThere } from "../core/read-text.ts";
import { PROJECT_FILE } from "../core/root.ts";
import type { Change } from "../core/write-all.ts";
import type { ProjectDocs } from "../docs/project-docs.ts";
import { PAGES } from "../docs/source/kept-source.ts";
import { isUrl } from "../docs/source/read-location.ts";

/** The docs that the project itself names, or else those that its document was made from. @throws SuiteError where it has none */
export function ownSource(root: string, { current }: Pick<ProjectDocs, "current">): string {
  const source = readProject(root).source ?? current?.madeFrom ?? keptPage(root);
  if (source === undefined)
    throw new SuiteError(
      `${PROJECT_FILE}: source: the project names no docs and keeps none; give a file or an address`,
    );
  return isUrl(source) ? source : join(root, source);
}

function keptPage(root: string): string | undefined {
  try {
    const [page] = readdirSync(join(root, PAGES))
      .filter((name) => !name.startsWith("."))
      .sort();
    return page === undefined ? undefined : `${PAGES}/${page}`;
  } catch {
    return undefined;
  }
}

/** The change by which a project that names a kept page names the one that takes its place; none where it need not. */
export function sourceChange(root: string, kept: string): Change[] {
  const { source } = readProject(root);
  if (source === undefined || source === kept || !source.startsWith(`${PAGES}/`)) return [];
  const text = readTextIfThere(join(root, PROJECT_FILE), PROJECT_FILE) ?? "";
  const document = parseDocument(text);
  document.set("source", kept);
  return [{ path: join(root, PROJECT_FILE), text: document.toString({ lineWidth: 0 }) }];
}
