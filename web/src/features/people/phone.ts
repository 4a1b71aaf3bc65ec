/** A whole number as people write it, with its extension apart, and what a phone dials. */
export interface PhoneParts {
  number: string;
  extension: string | null;
  href: string;
}

/**
 * A number in the API's one form as people here write it: 138 0000 1234, 0731-8234 5678, +852 2345 6789. One from farther
 * away stays as it is, since groups differ from country to country.
 *
 * @param phone `+8613800001234`, `+8673182345678;ext=12`
 */
export function phoneParts(phone: string): PhoneParts {
  const [number = "", extension] = phone.split(";ext=");
  return { number: grouped(number), extension: extension ?? null, href: `tel:${phone}` };
}

function grouped(number: string): string {
  const mobile = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(number);
  if (mobile) return mobile.slice(1).join(" ");
  const landline = /^\+86(10|2\d|[3-9]\d{2})(\d{3,4})(\d{4})$/.exec(number);
  if (landline) return `0${landline[1]}-${landline[2]} ${landline[3]}`;
  const near = /^\+(852|853|886)(\d{4,5})(\d{4})$/.exec(number);
  return near ? `+${near.slice(1).join(" ")}` : number;
}
