/** How offices head the column of a field, without spaces and signs, in lower case: the surer words first. */
interface Heading {
  sure: RegExp;
  likely: RegExp;
  /** Words that make another thing of it. */
  not?: RegExp;
}

const headings: Record<string, Record<string, Heading>> = {
  accounts: {
    parent: { sure: /上級|上级|母公司|總公司|总公司|隸屬|隶属|所屬集團|所属集团|parent/, likely: /集團|集团|主管單位|主管单位|group/ },
    phone: { sure: /手機|手机|mobile/, likely: /電話|电话|聯絡方式|联络方式|聯繫方式|联系方式|號碼|号码|phone|tel/, not: /傳真|传真|fax/ },
    post: { sure: /職務|职务|position|jobtitle/, likely: /職位|职位|職稱|职称|崗位|岗位|post|title/, not: /postal|postcode/ },
    contact: { sure: /聯絡人|联络人|聯繫人|联系人|contact/, likely: /負責人|负责人|姓名|接洽人|對接人|对接人|person/ },
    name: {
      sure: /單位名|单位名|客戶名|客户名|公司名|企業名|企业名|機構名|机构名|單位全稱|单位全称|公司全稱|公司全称|accountname|companyname|organi[sz]ationname/,
      likely: /單位|单位|公司|機構|机构|企業|企业|名稱|名称|客戶|客户|account|organi[sz]ation|company|name/,
      not: /類|类|性質|性质|地址|人數|人数|規模|规模|編號|编号|代碼|代码|等級|等级|type|kind|address|no$|code/,
    },
  },
};

const plain = (heading: string) =>
  heading
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s()*:：、,，./／_-]/g, "");

/** Whether some field of a kind is headed so. */
export const isKnownHeading = (kind: string) => (heading: string) => heading.length <= 20 && fieldOf(kind, heading) !== null;

/** The field that is headed so, and how sure that is. */
function fieldOf(kind: string, heading: string): { field: string; isSure: boolean } | null {
  const text = plain(heading);
  const found = Object.entries(headings[kind] ?? {}).filter(
    ([, { sure, likely, not }]) => (sure.test(text) || likely.test(text)) && !not?.test(text),
  );
  const [field] = found[0] ?? [];

  return field === undefined ? null : { field, isSure: found[0]?.[1].sure.test(text) ?? false };
}

/** Which column each field is guessed to stand in: the first that is surely headed so, else the first that likely is. */
export function guessedColumns(kind: string, headers: readonly string[]): Record<string, number> {
  const found = headers.map((heading, column) => ({ column, ...fieldOf(kind, heading) }));

  return Object.fromEntries(
    Object.keys(headings[kind] ?? {}).flatMap((field) => {
      const columns = found.filter((each) => each.field === field);
      const best = columns.find(({ isSure }) => isSure) ?? columns[0];
      return best ? [[field, best.column]] : [];
    }),
  );
}
