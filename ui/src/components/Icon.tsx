import {
  AppWindow,
  ArrowLeft,
  ArrowRight,
  Bell,
  Box,
  Check,
  ChevronDown,
  ChevronRight,
  CircleDashed,
  CircleQuestionMark,
  Clock,
  Copy,
  Ellipsis,
  EqualNot,
  FileText,
  Globe,
  History,
  House,
  Inbox,
  Info,
  Link,
  Lock,
  LockOpen,
  type LucideIcon,
  Plug,
  Plus,
  RotateCw,
  Search,
  Settings,
  Share2,
  Store,
  Undo2,
  X,
} from "lucide-react";

/** Which drawing stands for what. Each meaning has a name of its own, so that two of them can part later. */
const DRAWINGS = {
  home: House,
  merchants: Store,
  applications: FileText,
  subscriptions: Share2,
  differs: EqualNot,
  deliveries: Inbox,
  activity: History,
  settings: Settings,
  check: Check,
  cross: X,
  doubt: CircleQuestionMark,
  sync: RotateCw,
  clock: Clock,
  ring: CircleDashed,
  lock: Lock,
  unlock: LockOpen,
  more: Ellipsis,
  right: ChevronRight,
  down: ChevronDown,
  search: Search,
  close: X,
  browser: Globe,
  loopback: Undo2,
  window: AppWindow,
  link: Link,
  copy: Copy,
  plus: Plus,
  bell: Bell,
  sandbox: Box,
  plug: Plug,
  arrow: ArrowRight,
  note: Info,
  back: ArrowLeft,
  forward: ArrowRight,
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof DRAWINGS;

/** On Lucide's grid of 24 this is the look's line: 1.6 px where an icon has 16. */
const STROKE = 2.4;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const Drawing = DRAWINGS[name];
  return <Drawing aria-hidden="true" size={size} strokeWidth={STROKE} style={{ flex: "none" }} />;
}
