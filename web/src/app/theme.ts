import { createTheme, type MantineColorsTuple } from "@mantine/core";
import { createElement } from "react";
import { ChevronDownIcon } from "../ui/icons";

const indigo: MantineColorsTuple = [
  "#eef3fb",
  "#dce7f6",
  "#b9ceec",
  "#90b1df",
  "#6893d0",
  "#4679c1",
  "#3067b2",
  "#2459a2",
  "#1c4b8e",
  "#153b72",
];

const red: MantineColorsTuple = [
  "#fdeceb",
  "#f9d5d3",
  "#f2aaa6",
  "#ea7d77",
  "#e2564e",
  "#d43f36",
  "#c4332a",
  "#bb2c24",
  "#b3261e",
  "#8f1d17",
];

const control = { "--input-height": "var(--ctl)", "--input-fz": "var(--t-ctl)", "--input-bd": "var(--field)" };

/** Mantine in the clothes of tokens.css. Sizes follow the density variables, so one component fits desk and phone. */
export const theme = createTheme({
  colors: { indigo, red },
  primaryColor: "indigo",
  primaryShade: 8,
  autoContrast: true,
  white: "#ffffff",
  black: "#15202b",
  defaultRadius: 6,
  radius: { xs: "3px", sm: "6px", md: "6px", lg: "10px", xl: "10px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "20px", xl: "24px" },
  fontFamily: "var(--font)",
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.3", sm: "1.55", md: "1.55", lg: "1.55", xl: "1.3" },
  headings: { fontFamily: "var(--font)", fontWeight: "600" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { variant: "default" },
      vars: (_theme: unknown, props: { size?: unknown }) => ({
        root: {
          "--button-height": props.size === "xs" ? "var(--ctl-sm)" : "var(--ctl)",
          "--button-padding-x": props.size === "xs" ? "10px" : "14px",
          "--button-fz": props.size === "xs" ? "var(--t-13)" : "var(--t-ctl)",
        },
      }),
    },
    Input: { vars: () => ({ wrapper: control }) },
    NativeSelect: { defaultProps: { rightSection: createElement(ChevronDownIcon, { size: 14 }) } },
    // What is optional says so in its label; the rest has to be filled in, and no star says it of some alone.
    InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"], withAsterisk: false } },
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        shadow: "var(--shadow-2)",
        position: "bottom-end",
        withinPortal: true,
        transitionProps: { duration: 120 },
      },
    },
  },
});
