// A link to another page of the client; with a modifier key it behaves as any link.

import type { MouseEvent, ReactNode } from 'react';
import { go } from './navigate';

export function PageLink({
  to,
  className,
  children,
  label,
}: {
  to: string;
  className?: string;
  children: ReactNode;
  label?: string;
}) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} className={className} onClick={follow} aria-label={label}>
      {children}
    </a>
  );
}
