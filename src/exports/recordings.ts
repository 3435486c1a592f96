/** Recorded answers in place of the network, for tests of a team's own client. */
import type { RecordedExchange } from "../http/exchange.ts";
import { readRecordings as read } from "../recordings/read-recordings.ts";
import { projectHere } from "./project-here.ts";

export type { RecordedExchange } from "../http/exchange.ts";
export {
  type Replay,
  type ReplayOptions,
  replayRecordings,
  UnrecordedError,
} from "../recordings/replay-recordings.ts";

/**
 * The recordings below a folder; unless one is given, those of `tests/recordings/` in the project of the working directory,
 * or where there is none those that come with the package. @throws Error that names a file which is no recording
 */
export function readRecordings(dir?: string): Promise<RecordedExchange[]> {
  const { root, recordings } = projectHere();
  return read({ dir: dir ?? recordings, root });
}
