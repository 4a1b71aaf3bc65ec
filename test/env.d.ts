declare namespace Cloudflare {
  interface Env {
    ALONE?: string;
    ROWS?: string;
    FUZZ?: string;
    FUZZ_SEED?: string;
    DIRECTORY_MIGRATIONS: import("cloudflare:test").D1Migration[];
    AGENCY_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import("../src/index");
  }
}
