import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { isProblem } from "../api/problem";

type Code = Parameters<typeof isProblem>[1];

/**
 * Runs an act and asks again for what it may have changed: also when somebody was faster, so that the refusal is read
 * beside what is there now.
 *
 * @param keys of everything that the act may have changed
 * @param faster refusals that say so
 */
export function useActing(keys: QueryKey[], faster: readonly Code[]): <Answer>(act: () => Promise<Answer>) => Promise<Answer> {
  const queries = useQueryClient();
  const refresh = () => Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));

  return async (act) => {
    try {
      const answer = await act();
      await refresh();
      return answer;
    } catch (error) {
      if (isProblem(error, ...faster)) await refresh();
      throw error;
    }
  };
}
