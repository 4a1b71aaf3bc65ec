import type { ListedAccount } from "../../api/accounts";
import type { Language } from "../../api/session";
import { listed } from "../../lib/format";
import { nameIn } from "../../lib/names";

/** The campaigns in which an account still takes part. */
export const openEngagementsOf = ({ engagements }: ListedAccount) => engagements.filter(({ isOpen }) => isOpen);

/** How many homes an account has come to, over all campaigns. */
export const signedOf = ({ engagements }: ListedAccount): number => engagements.reduce((sum, one) => sum + one.signed, 0);

/** What an account counts as in its campaigns, each once. */
export function categoriesOf({ engagements }: ListedAccount, language: Language): string {
  const words = engagements.map(({ category, categoryNames }) => (categoryNames ? nameIn(categoryNames, language) : category));

  return listed([...new Set(words.filter((word) => word !== null))], language);
}
