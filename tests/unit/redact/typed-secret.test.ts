import { expect, test } from "vitest";
import { argumentWith } from "../../../src/redact/typed-secret.ts";

const TOKEN = "pit-4f9a-very.Secret_token";

test.each<[readonly string[], string | undefined]>([
  [["accept", "a/b/c", "--reason", `as ${TOKEN} shows`], "--reason"],
  [["accept", "a/b/c", `--reason=${TOKEN}`], "--reason"],
  [["run", "--report", encodeURIComponent(`out/${TOKEN}`)], "--report"],
  [["run", "--report", Buffer.from(TOKEN).toString("base64")], "--report"],
  [["replay", TOKEN], "an argument"],
  [[`--${TOKEN}`, "x"], "an argument"],
  [["run", "--verbose", "--only", "covering", TOKEN], "an argument"],
  [["accept", "a/b/c", "--reason", "pit-4f9a is how tokens begin"], undefined],
  [[], undefined],
])("%j: %s", (args, name) => expect(argumentWith(TOKEN, args)).toBe(name));

test("of a secret that is none nothing is said", () => {
  for (const secret of ["", "run"]) expect(argumentWith(secret, ["run", ""])).toBeUndefined();
});
