/** The encodings in which offices save text, in the order in which they are offered. */
export const encodings = ["utf-8", "gb18030", "big5", "utf-16le", "utf-16be"] as const;
export type Encoding = (typeof encodings)[number];

/** How much is decoded to find out. */
const looked = 65_536;

/** Words that stand in lists of organisations and people, simplified and traditional: text decoded wrongly has hardly any. */
const usual = new Set(
  [
    "的一是在不有和人中大上个个国國以要时時用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子产產面方后後多定行学學法所民得经經十三之等部度家电電力里如水化高自二理小物现現实實量两兩体體制机機点點业業本性好应應开開合前外天政四日社事平全表间間与與关關各重新线線内內数數正心明看原利第向道建月公无無情",
    "单單位名称稱电電话話联聯系络絡职職务務地址号號手机機姓别別性备備注註记記类類别公司有限责责任股份厂廠商会會集团團分总總局院校学學银銀行市县縣区區镇鎮街路村省东東南西北中湖广廣株洲长長沙芦蘆淞天元荷塘石峰王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鐘姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方白邹鄒孟熊秦邱侯江尹薛闫雷段龙龍史陶贺賀顾顧毛郝龚邵万萬钱錢严嚴武戴莫孔向汤湯经經理主任书書记記长長秘处處科室办辦房客户戶意向面积積套登记記来來源日期",
  ].join(""),
);

/** The encoding of a text file: said by its mark, told by its noughts, else the one in which it reads most like Chinese. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, looked);
  const noughts = [0, 1].map((side) => sample.reduce((n, byte, at) => n + Number(byte === 0 && at % 2 === side), 0));
  const [even = 0, odd = 0] = noughts;
  // Commas, digits and line ends of UTF-16 have a nought on one side; no other encoding has any.
  if (even + odd > 0) return odd >= even ? "utf-16le" : "utf-16be";
  if (decoded(sample, "utf-8") !== null) return "utf-8";
  const [gb, big5] = (["gb18030", "big5"] as const).map((encoding) => familiarity(decoded(sample, encoding)));

  return (big5 ?? 0) > (gb ?? 0) ? "big5" : "gb18030";
}

/** Decodes, and says by null where a byte makes no sense; a character cut off at the end is none of the file's fault. */
function decoded(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** How much of what is not Latin is usual; -1 where it cannot be read at all. */
function familiarity(text: string | null): number {
  if (text === null) return -1;
  const foreign = [...text].filter((sign) => sign > "\u007f");
  if (!foreign.length) return 0;

  return foreign.filter((sign) => usual.has(sign)).length / foreign.length;
}

/** The text of a file; what makes no sense in the encoding stands as \uFFFD, for whoever looks at the preview. */
export const textOf = (bytes: Uint8Array, encoding: Encoding): string => new TextDecoder(encoding).decode(bytes);
