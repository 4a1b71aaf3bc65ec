import { type Query, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { isProblem } from "../api/problem";

type Code = Parameters<typeof isProblem>[1];

/** Marks a query that says what an act would do: once the act is done there is nothing left to reckon. */
export const PREVIEW = { isPreview: true };

/**
 * Runs an act and asks again for what it may have changed: also when somebody was faster, so that the refusal is read
 * beside what is there now.
 *
 * @param keys of everything that the act may have changed
 * @param faster refusals that say so
 */
export function useActing(keys: QueryKey[], faster: readonly Code[]): <Answer>(act: () => Promise<Answer>) => Promise<Answer> {
  const queries = useQueryClient();
  const refresh = (isWanted: (query: Query) => boolean = () => true) =>
    Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey, predicate: isWanted })));

  return async (act) => {
    try {
      const answer = await act();
      await refresh(({ meta }) => !meta?.isPreview);
      return answer;
    } catch (error) {
      if (isProblem(error, ...faster)) await refresh();
      throw error;
    }
  };
}
