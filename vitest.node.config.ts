import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Tests that need no Worker: the client's own functions, and the tools of this repository. */
export default defineConfig({
  plugins: [react()],
  test: { include: ["test/{web,tools}/**/*.test.{ts,tsx}"], environment: "node" },
});
