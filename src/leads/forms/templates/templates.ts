import type { FormField, FormTemplateId, FormTexts } from "../contract";

interface Template {
  texts: FormTexts;
  fields: FormField[];
}

const ask = (kind: FormField["kind"], required = false, options?: FormField["options"]): FormField => ({
  kind,
  required,
  ...(options ? { options } : {}),
});
const words = (hant: string, hans: string, en: string) => ({ "zh-Hant": hant, "zh-Hans": hans, en });

const always = [ask("name", true), ask("phone", true)];
const budgets = [
  words("30 萬以下", "30 万以下", "Under ¥300,000"),
  words("30–50 萬", "30–50 万", "¥300,000–500,000"),
  words("50–80 萬", "50–80 万", "¥500,000–800,000"),
  words("80 萬以上", "80 万以上", "Over ¥800,000"),
];
const layouts = [
  words("兩房", "两房", "2 bedrooms"),
  words("三房", "三房", "3 bedrooms"),
  words("四房", "四房", "4 bedrooms"),
  words("商鋪", "商铺", "Shop"),
];
const ways = [
  words("同事介紹", "同事介绍", "A colleague"),
  words("單位通知", "单位通知", "My employer"),
  words("微信群", "微信群", "A chat group"),
  words("路過售樓部", "路过售楼部", "Passing by"),
  words("廣告", "广告", "An advertisement"),
];
const thanks = words(
  "已收到您的登記。置業顧問會在一個工作天內與您聯繫。",
  "已收到您的登记。置业顾问会在一个工作日内与您联系。",
  "We have your registration. A consultant will be in touch within one working day.",
);

/** What a form begins with, by what it is for. Its words are then the agency's own to change. */
export const formTemplates: Record<FormTemplateId, Template> = {
  account: {
    texts: {
      title: words("單位團購登記", "单位团购登记", "Group purchase registration"),
      intro: words(
        "同一單位成交的套數合計，達到套數即享團購優惠。登記不用付款，也不代表認購。",
        "同一单位成交的套数合计，达到套数即享团购优惠。登记不用付款，也不代表认购。",
        "Homes bought by one organisation count together towards the group discount. Registering costs nothing and commits you to nothing.",
      ),
      thanks,
    },
    fields: [...always, ask("employer", true), ask("units"), ask("layout", false, layouts), ask("remark")],
  },
  site: {
    texts: {
      title: words("現場登記", "现场登记", "Registration on site"),
      intro: words(
        "歡迎參觀。留下聯繫方式，置業顧問會接待您。",
        "欢迎参观。留下联系方式，置业顾问会接待您。",
        "Welcome. Leave your contact details and a consultant will show you round.",
      ),
      thanks: words("登記好了，請向接待台出示登記編號。", "登记好了，请向接待台出示登记编号。", "Done. Please show your code at the desk."),
    },
    fields: [...always, ask("layout", false, layouts), ask("budget", false, budgets), ask("intent"), ask("heard-from", false, ways)],
  },
  presentation: {
    texts: {
      title: words("說明會後登記", "说明会后登记", "After the presentation"),
      intro: words(
        "感謝參加產品說明會。登記後可預約看房時間。",
        "感谢参加产品说明会。登记后可预约看房时间。",
        "Thank you for coming. Register to book a time to see the homes.",
      ),
      thanks,
    },
    fields: [...always, ask("employer"), ask("units"), ask("intent"), ask("visit-slot"), ask("remark")],
  },
  credential: {
    texts: {
      title: words("教師、公務員購房登記", "教师、公务员购房登记", "Teachers and civil servants"),
      intro: words(
        "憑有效證件，一套起即享優惠。簽約前會核對證件。",
        "凭有效证件，一套起即享优惠。签约前会核对证件。",
        "With a valid document the discount applies from the first home. The document is checked before signing.",
      ),
      thanks,
    },
    fields: [...always, ask("credential", true), ask("employer", true), ask("layout", false, layouts), ask("remark")],
  },
};
