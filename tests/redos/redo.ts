/** Takes new docs into a project of its own, and does what is left to a person. */
import { spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ROOT } from "../../src/core/root.ts";
import { PROJECT } from "../fixtures/project.ts";
import { followed, type Left, leftIn, removeBlock } from "./follow.ts";
import { edited, type Redo } from "./table.ts";

const PAGE = "openapi/pages/create-calendar.txt";
const OVERLAY = "openapi/overlay.yaml";

/** What is not part of a checkout, or is of the docs. */
const LEFT_OUT = new Set([
  ...[".cache", ".env", ".git", "contract-report", "coverage", "node_modules"],
  ...["generated", "openapi"],
]);

/** A command's end: its status, and all that it printed. */
export interface Ended {
  readonly status: number | null;
  readonly printed: string;
}

/** `contract update FILE` in a project. */
type Update = (root: string, file: string) => Promise<Ended>;

export const updateByCommand: Update = (root, file) => node(["scripts/contract.js", "update", file], root);

/** Makes this checkout anew in a folder, with the docs that the tests stand on in place of today's. */
export async function checkout(root: string): Promise<void> {
  await mkdir(root);
  for (const name of await readdir(ROOT))
    if (!LEFT_OUT.has(name)) await cp(join(ROOT, name), join(root, name), { recursive: true });
  await rm(join(root, "tests/recordings"), { recursive: true, force: true });
  for (const name of ["openapi", "generated", "tests/recordings"])
    await cp(join(PROJECT, name), join(root, name), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(root, "node_modules"), "junction");
}

/** What is done may show that more is to be done, such as an action that fits again and says nothing new. */
const MOST_ROUNDS = 3;

/** Updates, does what is left, and updates again, until nothing is left. @returns what is wrong, if anything is */
export async function takeIn(
  { docs, suffix, hand, without }: Redo,
  root: string,
  update: Update,
): Promise<string> {
  const file = join(dirname(root), `docs.${suffix}`);
  await writeFile(file, docs(await readFile(join(root, PAGE), "utf8")));
  const rounds = [await update(root, file)];
  let left = leftIn(rounds[0]?.printed ?? "");
  for (let more = { hand, without }; left.length > 0 && rounds.length <= MOST_ROUNDS; more = NONE) {
    await byHand(more, root, left);
    rounds.push(await update(root, file));
    left = leftIn(rounds.at(-1)?.printed ?? "");
  }
  if (left.length === 0 && rounds.at(-1)?.status === 0) return "";
  return rounds.map(({ status, printed }) => `${printed}ended with ${status}\n`).join("\n");
}

const NONE = { hand: [], without: [] };

/** Writes what the redo says, and the rest as the update spells it out. */
async function byHand(
  { hand, without }: Pick<Redo, "hand" | "without">,
  root: string,
  all: readonly Left[],
): Promise<void> {
  const path = join(root, OVERLAY);
  const own = hand.map(({ put }) => put).join("\n");
  const isOwn = (says: string, todo: string): boolean =>
    without.some((id) => says.startsWith(`${id} `)) ||
    [...todo.matchAll(/cites '(\w+)'/g)].some(([, hash = ""]) => own.includes(hash));
  const left = all.filter(({ file, says, todo }) => file === OVERLAY && !isOwn(says, todo));
  const lines = followed(await readFile(path, "utf8"), left).split("\n");
  const lineOf = (id: string): number => lines.findIndex((line) => line.trim() === `- id: ${id}`);
  for (const id of without) removeBlock(lines, lineOf(id));
  await writeFile(path, edited(lines.join("\n"), hand));
}

/** Runs a script of a project, in an environment without what belongs to the tests that are under way. */
export function node(args: readonly string[], root: string, more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...environment(), ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, printed }));
  });
}

const UNDER_WAY = /^(TESTS_PROJECT|VITEST.*|NODE_ENV|TEST)$/;

const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !UNDER_WAY.test(name)));
