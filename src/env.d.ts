/** Bindings and secrets of the Worker, declared once. Secrets come from `.dev.vars` locally. */
declare namespace Cloudflare {
  interface Env {
    ASSETS: Fetcher;
    DIRECTORY: D1Database;
    SHARD_1: D1Database;
    SHARD_2: D1Database;
    FILES: R2Bucket;
    JOBS: Queue;
    /** Sends letters, from the address `MAIL_FROM`. Without both they wait, except on a developer's machine. */
    MAIL?: SendEmail;
    MAIL_FROM?: string;
    /** A gateway for text messages, its base URL with the path that sends one. Without all five letters by SMS wait. */
    SMS_URL?: string;
    SMS_KEY_ID?: string;
    /** Signs what is sent: a secret. */
    SMS_KEY_SECRET?: string;
    /** 簡訊簽名, as it is registered with the gateway. */
    SMS_SIGN_NAME?: string;
    /** The gateway's codes of our templates, in JSON: `{"lead-confirmation": "SMS_1", "notice": {"zh-Hant": "SMS_2", …}}`. */
    SMS_TEMPLATES?: string;
    /** An application of a company's 企業微信; `WECOM_URL` where it is not the public service. Without the first three its letters wait. */
    WECOM_CORP_ID?: string;
    WECOM_AGENT_ID?: string;
    /** A secret. */
    WECOM_SECRET?: string;
    WECOM_URL?: string;
    /** Cloudflare Turnstile, asked only of an address that sends very many forms. With the key and without the secret nothing passes it. */
    TURNSTILE_SITE_KEY?: string;
    TURNSTILE_SECRET?: string;
    /** On a developer's machine and in tests: how Turnstile answers, `passed`, `failed` or `out`, without being asked. */
    TURNSTILE_STUB?: string;
    /** What the links of letters start with: `https://…`, without a path. */
    PUBLIC_ORIGIN?: string;
    /** "local" and "test" open the local-only pages and the cost header; anything else is production. */
    ENVIRONMENT?: string;
    /** Signs access tokens (HS256), at least 32 bytes. */
    TOKEN_KEY: string;
    /** 32 bytes in base64: encrypts what the directory holds of staff, derives every other key. */
    MASTER_KEY: string;
    /** The one before, while the master key is turned: still opens, seals nothing. */
    MASTER_KEY_PREVIOUS?: string;
  }
}
type Env = Cloudflare.Env;
