import { Converter } from "opencc-js/t2cn";

/** Simplified Chinese of what somebody wrote in traditional, as the mainland says it: 软件 for 軟體. */
export default Converter({ from: "twp", to: "cn" });
