import { setFlagsFromString } from "node:v8";

// Tests run most code a few times: to optimize it as early as V8 does by itself costs a third of their time. A V8 that
// does not know the flag leaves it.
setFlagsFromString("--interrupt-budget=1000000");
