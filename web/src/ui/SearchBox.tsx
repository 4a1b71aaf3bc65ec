import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { SearchIcon } from "./icons";

interface SearchBoxProps {
  label: string;
  value: string;
  /** Called 250 ms after the last key, never while an input method is still composing. */
  onSearch: (text: string) => void;
  placeholder?: string;
}

export function SearchBox({ label, value, onSearch, placeholder }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const searchSoon = (next: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(next.trim()), 250);
  };

  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder ?? label}
      leftSection={<SearchIcon size={14} />}
      value={text}
      maxLength={80}
      onCompositionStart={() => {
        composing.current = true;
        clearTimeout(timer.current);
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        searchSoon(event.currentTarget.value);
      }}
      onChange={(event) => {
        setText(event.currentTarget.value);
        if (!composing.current) searchSoon(event.currentTarget.value);
      }}
    />
  );
}
