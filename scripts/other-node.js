/** Other lines of Node.js than the one that runs: from npm, whose registry the project is installed from anyway. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Longest time that npm may take to bring one, in milliseconds. */
const LIMIT_MS = 90_000;

/**
 * The program of the newest Node.js of a line, kept in a folder for the next time.
 * @returns {Promise<{ program?: string, why?: string }>} `why` where it cannot be had
 */
export async function nodeOf(line, kept) {
  const folder = join(kept, String(line));
  const program = join(folder, "bin", "node");
  try {
    if (!existsSync(program)) await bring(line, kept, folder);
    const { stdout } = await run(program, ["--version"], { timeout: LIMIT_MS });
    return stdout.startsWith(`v${line}.`) ? { program } : { why: `${program} is ${stdout.trim()}` };
  } catch (error) {
    return { why: `it cannot be had (${reasonOf(error)})` };
  }
}

/** Unpacks into a folder of its own, which takes its name when all of it is there. */
async function bring(line, kept, folder) {
  mkdirSync(kept, { recursive: true });
  const made = mkdtempSync(`${folder}-`);
  try {
    const name = `node-${process.platform}-${process.arch}@${line}`;
    const args = [
      "pack",
      name,
      "--loglevel=error",
      "--prefer-offline",
      "--fetch-retries=0",
      "--pack-destination",
      made,
    ];
    const { stdout } = await run("npm", args, { timeout: LIMIT_MS });
    await run("tar", ["-xzf", join(made, stdout.trim()), "-C", made], { timeout: LIMIT_MS });
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(made, "package"), folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** The reason in a few words: npm says it on many lines. */
function reasonOf(error) {
  const [, code] = /^npm error code (\w+)$/m.exec(`${error.stderr ?? ""}`) ?? [];
  return code ?? (error.killed ? "it takes too long" : (error.code ?? error.message.split("\n")[0]));
}
