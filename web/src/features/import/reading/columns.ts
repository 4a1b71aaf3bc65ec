/** How offices head the columns of a field, without spaces and signs, in lower case. The first words that match win. */
const headings: Record<string, Record<string, RegExp>> = {
  accounts: {
    parent: /上級|上级|集團名|集团名|母公司|總公司|总公司|主管單位|主管单位|隸屬|隶属|所屬集團|所属集团|parent|group/,
    phone: /電話|电话|手機|手机|聯絡方式|联络方式|聯繫方式|联系方式|號碼|号码|phone|mobile|tel/,
    post: /職務|职务|職位|职位|職稱|职称|崗位|岗位|post|position|title|jobtitle/,
    contact: /聯絡人|联络人|聯繫人|联系人|負責人|负责人|姓名|接洽人|對接人|对接人|contact|person/,
    name: /單位名|单位名|客戶名|客户名|公司名|企業名|企业名|機構|机构|單位|单位|公司|名稱|名称|企業|企业|account|organi[sz]ation|company|name/,
  },
};

const plain = (heading: string) =>
  heading
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s()*:：、,，./／_-]/g, "");

/** Whether some field of a kind is headed so. */
export const isKnownHeading = (kind: string) => (heading: string) => heading.length <= 20 && fieldOf(kind, heading) !== null;

function fieldOf(kind: string, heading: string): string | null {
  const text = plain(heading);

  return Object.entries(headings[kind] ?? {}).find(([, words]) => words.test(text))?.[0] ?? null;
}

/** Which column each field is guessed to stand in; a field stands once, in the first column that is headed so. */
export function guessedColumns(kind: string, headers: readonly string[]): Record<string, number> {
  const guessed: Record<string, number> = {};
  headers.forEach((heading, column) => {
    const field = fieldOf(kind, heading);
    if (field !== null && guessed[field] === undefined) guessed[field] = column;
  });

  return guessed;
}
