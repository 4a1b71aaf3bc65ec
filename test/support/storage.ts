import { freshStorage } from "./fresh";
import { watchBatches } from "./watch";

/** Every file starts with empty storage; within a file tests share it and mint their own tenant. */
await freshStorage();
watchBatches();
