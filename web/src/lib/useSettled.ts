import { useEffect, useState } from "react";

/** The value once nobody has changed it for a moment, so that a number is not asked about digit by digit. */
export function useSettled<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250);
    return () => clearTimeout(timer);
  }, [text]);

  return JSON.parse(settled) as Value;
}
