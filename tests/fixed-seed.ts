import { configureGlobal } from "fast-check";

/** The seed of each property that names none, so that `npm test` says the same twice; `npm run test:random` draws others. */
const SEED = 20_240_601;

if (!process.env.RANDOM_SEEDS) configureGlobal({ seed: SEED });
