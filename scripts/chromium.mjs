/** A real Chromium for the end-to-end run and the screenshots: found on this machine, or installed. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, the system's, or Playwright's own; if there is none it is installed, by apt
 * where this is Debian and we may, else by Playwright.
 *
 * @throws when CHROMIUM_PATH names nothing, or nothing could be installed
 */
export function chromiumPath() {
  if (process.env.CHROMIUM_PATH) {
    if (existsSync(process.env.CHROMIUM_PATH)) return process.env.CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is not there`);
  }
  const found = [...usual, chromium.executablePath()].find((path) => existsSync(path));
  if (found) {
    if (!hasChineseFonts()) aptInstall("fonts-noto-cjk"); // without them pages still work, only the glyphs are boxes
    return found;
  }

  if (aptInstall("chromium", "fonts-noto-cjk")) return usual[0];
  const { status } = spawnSync("playwright", ["install", "chromium"], { stdio: ["ignore", "inherit", "inherit"] });
  if (status === 0 && existsSync(chromium.executablePath())) return chromium.executablePath();
  throw new Error("No Chromium was found and none could be installed. Install one, or name yours: CHROMIUM_PATH=/path npm test");
}

function hasChineseFonts() {
  const { status, stdout } = spawnSync("fc-list", [":lang=zh-tw", "family"], { encoding: "utf8" });
  return status !== 0 || stdout.trim() !== "";
}

/** @returns {boolean} whether the packages are there now; false too where this is not Debian or we may not install */
function aptInstall(...packages) {
  if (!existsSync("/usr/bin/apt-get")) return false;
  const asRoot = process.getuid() === 0 ? [] : ["sudo", "-n"];
  if (asRoot.length > 0 && spawnSync("sudo", ["-n", "true"]).status !== 0) return false;

  console.log(`Installing ${packages.join(" and ")} …`);
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...args];
    return spawnSync(command, rest, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  };
  return apt("install", "-y", ...packages) || (apt("update") && apt("install", "-y", ...packages));
}
