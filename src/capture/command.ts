import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { capture } from "./capture.ts";
import { CaptureError } from "./capture-error.ts";
import { readOverlay } from "./read-overlay.ts";

const OVERLAY = "openapi/overlay.yaml";

/** What a capture did: whether the document differs, its path from the root, and a sentence for the reader. */
export interface CaptureResult {
  readonly changed: boolean;
  readonly path: string;
  readonly message: string;
}

/** Captures the page in a file into the project at `root`; `check` writes nothing, and a refusal (`CaptureError`) neither. */
export async function captureCommand(options: {
  file: string;
  check: boolean;
  root: string;
}): Promise<CaptureResult> {
  const pageName = nameFrom(options.root, options.file);
  const page = read(options.file, pageName);
  const overlay = read(join(options.root, OVERLAY), OVERLAY);
  const path = `openapi/${readOverlay(OVERLAY, overlay).document}`;
  const target = join(options.root, path);
  const made = capture({ page, pageName, overlay, overlayName: OVERLAY });
  const changed = !existsSync(target) || !isSame(readFileSync(target, "utf8"), made, pageName);
  if (changed && !options.check) await writeFileAtomic(target, made);
  return { changed, path, message: message(path, pageName, changed, options.check) };
}

/** A page outside the project stands for the committed one, so the header that names it is no difference. */
function isSame(old: string, made: string, pageName: string): boolean {
  const isOutside = pageName.startsWith("..") || isAbsolute(pageName);
  return isOutside ? withoutHeader(old) === withoutHeader(made) : old === made;
}

function withoutHeader(text: string): string {
  return text.replace(/^(?:#.*\n)+/, "");
}

function nameFrom(root: string, file: string): string {
  return relative(resolve(root), resolve(file)).split(sep).join("/");
}

function read(file: string, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CaptureError(
      `${name}:1: the file cannot be read (${code}); expected a text file; check the path`,
    );
  }
}

function message(path: string, pageName: string, changed: boolean, check: boolean): string {
  if (!changed) return `${path} is up to date with ${pageName}`;
  return check ? `${path} is stale: run npx contract capture ${pageName}` : `wrote ${path} from ${pageName}`;
}
