import type { ReactNode } from "react";

/** The house's own icons on a 16 px grid, 1.6 px lines. */
const SHAPES = {
  home: <path d="M2.4 7.4 8 2.6l5.600 4.800M4 6.200v7.200h8V6.200M6.600 13.400V9.600h2.800v3.800" />,
  merchants: (
    <path d="M2.2 6.2 3.3 2.6h9.4l1.1 3.6M2.2 6.2a1.9 1.9 0 0 0 3.8 0 2 2 0 0 0 4 0 1.9 1.9 0 0 0 3.8 0M3.2 8v5.4h9.6V8M6.4 13.4V10h3.2v3.4" />
  ),
  applications: (
    <path d="M3.600 2.400h6l2.800 2.800v8.400H3.600zM9.600 2.400v2.800h2.800M5.800 8.200h4.400M5.800 10.800h4.400" />
  ),
  subscriptions: (
    <path d="M4 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6ZM12 1.900a1.800 1.800 0 1 1 0 3.600 1.800 1.800 0 0 1 0-3.600ZM12 10.500a1.800 1.800 0 1 1 0 3.600 1.800 1.800 0 0 1 0-3.600ZM5.600 7.200l4.800-2.600M5.600 8.800l4.800 2.600" />
  ),
  differs: <path d="M3 6h10M3 10h10M10.400 3 5.600 13" />,
  deliveries: <path d="m2 9 2-6h8l2 6v4.4H2V9h3.6l.9 1.6h3l.9-1.6H14" />,
  activity: <path d="M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm0 2.8V8l2.2 1.6" />,
  settings: (
    <path d="M8 5.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8ZM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4" />
  ),
  check: <path d="m3 8.4 3.2 3.2L13 4.8" />,
  cross: <path d="m4 4 8 8m0-8-8 8" />,
  doubt: (
    <path d="M5.7 5.6C5.8 4.2 6.8 3.4 8 3.4c1.300 0 2.300.800 2.300 2.100 0 1.800-2.300 1.900-2.300 3.700M8 12v.6" />
  ),
  sync: <path d="M13 8a5 5 0 1 1-1.500-3.600M13 2.400v2.800h-2.800" />,
  clock: <path d="M8 2.600a5.400 5.400 0 1 1 0 10.800A5.400 5.400 0 0 1 8 2.600Zm0 2.600V8l1.800 1.200" />,
  ring: <circle cx="8" cy="8" r="5" strokeDasharray="2.600 2.600" />,
  lock: <path d="M3.600 7.400h8.800v6H3.600zM5.400 7.400V5.200a2.600 2.600 0 0 1 5.200 0v2.200" />,
  unlock: <path d="M3.600 7.400h8.800v6H3.600zM5.400 7.400V5.200a2.600 2.600 0 0 1 5-.9" />,
  more: <path d="M3.400 8h.01M8 8h.01M12.600 8h.01" strokeWidth="2.200" strokeLinecap="round" />,
  right: <path d="m6.200 4 4 4-4 4" />,
  down: <path d="m4 6.200 4 4 4-4" />,
  search: <path d="M7 2.800a4.200 4.200 0 1 1 0 8.400 4.200 4.200 0 0 1 0-8.400Zm3.100 7.300 3.300 3.300" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  browser: <path d="M2 3h12v10H2zM2 6h12M4 4.600h.01M5.800 4.600h.01" />,
  loopback: <path d="M3 6.400h7.600a2.800 2.800 0 0 1 0 5.600H6M5.400 4 3 6.400l2.400 2.400" />,
  window: <path d="M2 3h12v10H2zM2 5.800h12M5 9.600h6" />,
  link: (
    <path d="M6.600 9.400a2.600 2.600 0 0 0 3.900.2l2-2a2.600 2.600 0 0 0-3.700-3.700l-1 1M9.400 6.600a2.600 2.600 0 0 0-3.900-.2l-2 2a2.600 2.600 0 0 0 3.700 3.700l1-1" />
  ),
  copy: <path d="M5.400 5.400h8v8h-8zM10.600 5.400V2.600h-8v8h2.800" />,
  plus: <path d="M8 3v10M3 8h10" />,
  bell: <path d="M4 11.400V7a4 4 0 0 1 8 0v4.400l1 .8H3zM6.800 14h2.400" />,
  sandbox: <path d="M8 2 2.600 4.800v6.400L8 14l5.400-2.800V4.800zM2.600 4.800 8 7.600l5.400-2.800M8 7.600V14" />,
  plug: <path d="M5.800 2.400v3M10.200 2.400v3M4 5.400h8v2.400a4 4 0 0 1-8 0zM8 11.800v2.400" />,
  arrow: <path d="M3 8h9.600M9 4.400 12.600 8 9 11.600" />,
  note: <path d="M8 2.400a5.600 5.600 0 1 1 0 11.200A5.600 5.600 0 0 1 8 2.400Zm0 5v3.400M8 5.200v.01" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: "none" }}
    >
      {SHAPES[name]}
    </svg>
  );
}
