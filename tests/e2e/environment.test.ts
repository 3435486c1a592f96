import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract, folder } from "./command.ts";
import { endpoint } from "./servers.ts";

test(".env in the working directory is read, and the environment goes before it", THOROUGH, async () => {
  const server = await endpoint();
  const cwd = await folder();
  const lines = [`CONTRACT_TARGET=${server.url}`, "CONTRACT_SEED=11", "HIGHLEVEL_TOKEN='from-the-file'"];
  await writeFile(join(cwd, ".env"), `${lines.join("\n")}\n`);
  const args = ["run", "--json", "--requests", "3"];
  const one = JSON.parse((await contract(args, { cwd })).stdout) as { seed: number; target: string };
  expect(one).toMatchObject({ seed: 11, target: server.url });
  expect(server.requests[0]?.headers.authorization).toBe("Bearer from-the-file");
  const { stdout } = await contract(args, { cwd, env: { CONTRACT_SEED: "12" } });
  expect(JSON.parse(stdout)).toMatchObject({ seed: 12 });
});

test("the account's values stand in the bodies", async () => {
  const server = await endpoint();
  const env = { HIGHLEVEL_LOCATION_ID: "my-location" };
  await contract(["run", "--target", server.url, "--requests", "5", "--only", "covering"], { env });
  const bodies = server.requests.flatMap(({ body }) => (body === undefined ? [] : JSON.parse(body)));
  expect(bodies).toHaveLength(5);
  for (const body of bodies) expect(body).toMatchObject({ locationId: "my-location" });
});
