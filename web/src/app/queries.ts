import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../api/problem";

/** Only what may pass by itself is tried again: no answer, or a server in trouble. A refusal stays one. */
function mayPass(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
    },
    mutations: { retry: false }, // a write is repeated by the person, under the same key
  },
});
