const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator app reads of a secret that is shown as text. @throws Error for a letter that is none of base32's */
export function fromBase32(text: string): Uint8Array {
  const bits = [...text].map((letter) => {
    const value = letters.indexOf(letter);
    if (value < 0) throw new Error("not base32");

    return value.toString(2).padStart(5, "0");
  });

  return Uint8Array.from(bits.join("").match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
