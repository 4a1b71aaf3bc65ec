import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Packages that change together, so that a release of ours leaves them in the browser's cache. */
const chunks = [
  { name: "react", test: /node_modules\/(?:react|react-dom|scheduler)\// },
  { name: "query", test: /node_modules\/@tanstack\/(?:query-core|react-query)\// },
  { name: "table", test: /node_modules\/@tanstack\/(?:table-core|react-table|store|react-store)\// },
  { name: "zod", test: /node_modules\/zod\// },
  { name: "mantine", test: /node_modules\/@mantine\/(?:core|hooks)\/|node_modules\/@floating-ui\//, minShareCount: 4 },
  // What many pages use: one request instead of twenty.
  { name: "common", test: /web\/src\/(?:api|app|i18n|lib|ui)\//, minShareCount: 4 },
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0, // the content security policy has no data: for scripts and fonts
    modulePreload: { polyfill: false }, // every browser that reads es2022 has it
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
});
