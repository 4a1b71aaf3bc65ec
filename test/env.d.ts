declare namespace Cloudflare {
  interface Env {
    DIRECTORY_MIGRATIONS: import("cloudflare:test").D1Migration[];
    AGENCY_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import("../src/index");
  }
}
