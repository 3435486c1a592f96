import { madeProject } from "./fixtures/make-project.ts";

/** Makes the project that tests stand on once, before any of them begins. */
export default async function setup(): Promise<void> {
  process.env.TESTS_PROJECT ??= await madeProject();
}
