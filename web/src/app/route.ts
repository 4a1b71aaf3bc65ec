import type { ComponentType } from "react";
import { loadAreas, type PlainMessageKey } from "../i18n/messages";
import { type Part, partOf } from "../lib/part";
import type { Permission } from "./permission";

/** What every page gets: the named parts of its address. */
export interface PageProps<Name extends string = never> {
  params: Record<Name, string>;
}

export interface Route {
  path: string;
  /** The window's title until the page's own head says more. */
  title: PlainMessageKey;
  /** `public` needs nobody signed in; `account` belongs to a person, the others to a tenant. */
  shell: "public" | "account" | "agency" | "developer";
  /** Needed to see it; without it the page says who can grant it. */
  permission?: Permission;
  page: Part<ComponentType<PageProps<string>>>;
}

interface RouteOptions {
  title: PlainMessageKey;
  /** Areas of texts the page needs besides the core. */
  areas?: readonly string[];
  permission?: Permission;
}

// A page names its own parameters; the table only knows that they are text, and the address pattern provides them.
type LoadPage<Name extends string> = () => Promise<{ default: ComponentType<PageProps<Name>> }>;

/** One line of the route table: the page's code and its texts arrive together, when first needed. */
export function route<Name extends string>(
  path: string,
  shell: Route["shell"],
  load: LoadPage<Name>,
  { title, areas = [], permission }: RouteOptions,
): Route {
  const page = partOf(async () => {
    const [module] = await Promise.all([load(), loadAreas(areas)]);
    return module.default as ComponentType<PageProps<string>>;
  });
  return { path, title, shell, permission, page };
}
