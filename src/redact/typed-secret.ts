import { LEAST_SECRET, redactor } from "./secret.ts";

/** The name of the first argument of a command line that holds a secret, in any spelling; undefined where none does. */
export function argumentWith(secret: string, args: readonly string[]): string | undefined {
  if (secret.length < LEAST_SECRET) return undefined;
  const redact = redactor(secret);
  const holds = (text: string): boolean => redact(text) !== text;
  const index = args.findIndex(holds);
  if (index < 0) return undefined;
  const names = [args[index]?.split("=")[0] ?? "", args[index - 1] ?? ""];
  return names.find((name) => /^--[a-z-]+$/.test(name) && !holds(name)) ?? "an argument";
}
