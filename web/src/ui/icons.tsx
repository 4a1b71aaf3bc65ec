import type { ReactNode } from "react";

export interface IconProps {
  size?: number;
}

/** A line icon on a 16-unit grid. Decoration: the word beside it, or the button's label, carries the meaning. */
function Glyph({ size = 16, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: "none" }}
    >
      {children}
    </svg>
  );
}

export const AccountsIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 13.500h11M4 13.500v-10h5v10M9 6.500h3.500v7M6 6h1M6 8.500h1M6 11h1" />
  </Glyph>
);
export const ApprovalIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 3.500h11v9h-11zM5.500 8l1.800 1.800 3.500-3.500" />
  </Glyph>
);
export const AuditIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M3 2.500h10v11H3zM5.500 6h5M5.500 8.500h5M5.500 11h2.500" />
  </Glyph>
);
export const MessageIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 4h11v8.500h-11zM2.500 4.500l5.500 4.500 5.500-4.500" />
  </Glyph>
);
export const BackIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M10 3L5 8l5 5" />
  </Glyph>
);
export const BasicsIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 4h11v9.500h-11zM2.500 7h11M5.500 2.500V5M10.500 2.500V5" />
  </Glyph>
);
export const BoardIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 2.500h4.500v4.500h-4.500zM9 2.500h4.500v4.500h-4.500zM2.500 9h4.500v4.500h-4.500zM9 9h4.500v4.500h-4.500z" />
  </Glyph>
);
export const CampaignIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M3 13.500v-11M3 3h9.500l-2.300 2.800 2.300 2.700H3" />
  </Glyph>
);
export const ChartIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 13.500h11M4 11.500V8M7 11.500v-8M10 11.500V6M13 11.500V9.500" />
  </Glyph>
);
export const CheckIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M3 8.500l3.300 3.200L13 4.700" />
  </Glyph>
);
export const ChevronDownIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M4 6l4 4 4-4" />
  </Glyph>
);
export const ChevronRightIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M6 4l4 4-4 4" />
  </Glyph>
);
export const ClockIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="8" cy="8" r="5.500" />
    <path d="M8 5v3l2 1.500" />
  </Glyph>
);
export const CloseIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Glyph>
);
export const CompanyIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 13.500h11M3.500 13.500v-8l4.500-3 4.500 3v8M6.500 13.500v-4h3v4" />
  </Glyph>
);
export const DealIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M4 2.500h6l2.500 2.500v8.500H4zM6.500 8h4M6.500 10.500h4" />
  </Glyph>
);
export const DownIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M8 3v10M4 9l4 4 4-4" />
  </Glyph>
);
export const DownloadIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M8 2.500v7.500M5 7l3 3 3-3M2.500 11v2.500h11V11" />
  </Glyph>
);
export const DragIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" />
  </Glyph>
);
export const EditIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M10.500 2.500l3 3-8 8h-3v-3zM9 4l3 3" />
  </Glyph>
);
export const EngagementsIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="8" cy="8" r="5.500" />
    <circle cx="8" cy="8" r="2" />
    <path d="M8 1v2.500M8 12.500v2.500M1 8h2.500M12.500 8h2.500" />
  </Glyph>
);
export const FormIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M3 2.500h10v11H3zM5.500 5.500h5M5.500 8h5M5.500 10.500h3" />
  </Glyph>
);
export const GlobeIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="8" cy="8" r="5.500" />
    <path d="M2.500 8h11M8 2.500c3 3.500 3 7.500 0 11M8 2.500c-3 3.500-3 7.500 0 11" />
  </Glyph>
);
export const LeadsIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="6" cy="5.500" r="2.200" />
    <path d="M2 13c.3-2.600 1.800-4 4-4s3.700 1.400 4 4M10.500 3.600a2.200 2.200 0 010 3.800M11.800 9.500c1.300.6 2 1.800 2.200 3.500" />
  </Glyph>
);
export const LinkIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M6.500 9.500l3-3M7 4.500l1.500-1.500a3 3 0 014.300 4.300L11.300 8.800M9 11.500L7.500 13a3 3 0 01-4.300-4.300l1.500-1.500" />
  </Glyph>
);
export const ListIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 4h11M2.500 8h11M2.500 12h11" />
  </Glyph>
);
export const MembersIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="6" cy="5.500" r="2.200" />
    <path d="M2 13c.3-2.600 1.800-4 4-4s3.700 1.400 4 4M10.500 3.600a2.200 2.200 0 010 3.800M11.800 9.500c1.300.6 2 1.800 2.200 3.500" />
  </Glyph>
);
export const MoreIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="3.500" cy="8" r=".8" />
    <circle cx="8" cy="8" r=".8" />
    <circle cx="12.500" cy="8" r=".8" />
  </Glyph>
);
export const PersonIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="8" cy="5.500" r="2.700" />
    <path d="M3 13.500c.4-3 2.200-4.500 5-4.500s4.600 1.500 5 4.500" />
  </Glyph>
);
export const PlusIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M8 3v10M3 8h10" />
  </Glyph>
);
export const PolicyIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 8.500v-6h6l5 5-6 6zM5.500 5.500h.01" />
  </Glyph>
);
export const PrintIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M4.500 6V2.500h7V6M4.500 11h-2V6h11v5h-2M4.500 9.500h7v4h-7z" />
  </Glyph>
);
export const RewardIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 6.500h11v7h-11zM2 4h12v2.500H2zM8 4v9.500M8 4C6 1 4 2.500 5.500 4M8 4c2-3 4-1.500 2.500 0" />
  </Glyph>
);
export const SearchIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="7" cy="7" r="4" />
    <path d="M10 10l3.500 3.500" />
  </Glyph>
);
export const SettingsIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="8" cy="8" r="2.200" />
    <path d="M8 1.800v2M8 12.200v2M1.800 8h2M12.200 8h2M3.600 3.600L5 5M11 11l1.400 1.400M3.600 12.400L5 11M11 5l1.400-1.400" />
  </Glyph>
);
export const SignOutIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M6.500 2.500h-4v11h4M6.500 8h7M11 5.500L13.500 8 11 10.500" />
  </Glyph>
);
export const TodayIcon = (props: IconProps) => (
  <Glyph {...props}>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M3.400 12.600l1-1M11.600 4.400l1-1" />
  </Glyph>
);
export const TrashIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M3 4.500h10M6 4.500v-2h4v2M4.500 4.500l.5 9h6l.5-9M7 7v4M9 7v4" />
  </Glyph>
);
export const UpIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M8 13V3M4 7l4-4 4 4" />
  </Glyph>
);
export const WalletIcon = (props: IconProps) => (
  <Glyph {...props}>
    <path d="M2.500 4.500h11v9h-11zM2.500 4.500l8-2v2M13.500 7.500h-3.500v3h3.500" />
  </Glyph>
);
