// One of many things on a long page: drawn anew only while it is on the screen.

import { type ReactNode, useRef } from 'react';
import { useInView } from './useInView';

interface Props {
  tag?: 'div' | 'li';
  className: string;
  /** Whether it is there from the start, so that it can be searched for and read aloud; else when it is first on the screen. */
  early?: boolean;
  draw: () => ReactNode;
}

export function OnScreen({ tag: Tag = 'div', className, early = false, draw }: Props) {
  const host = useRef<HTMLElement>(null);
  const inView = useInView(host);
  const drawn = useRef<ReactNode>(null);
  // The same as before is passed over.
  if (inView || (early && drawn.current === null)) drawn.current = draw();
  return (
    <Tag ref={host as never} className={className}>
      {drawn.current}
    </Tag>
  );
}
