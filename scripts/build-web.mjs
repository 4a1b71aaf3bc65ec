/** `npm run build:web`: the client, when one of its sources changed since it was last built. */
import { buildWeb } from "./prepare.mjs";

try {
  console.log(buildWeb() ? "Built the client" : "The client is as it was built last");
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
