import { expectRequests } from "../src/short-run.js";

// Tests run most code a few times, as a run does that sends hardly anything.
expectRequests(0);
