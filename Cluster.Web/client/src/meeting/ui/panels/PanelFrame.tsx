// A panel beside the tiles, or over them where there is no room; gives the focus back when it goes.

import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { t } from '../../../i18n';
import { IconButton } from '../../../ui/IconButton';
import { useUi } from '../uiContext';
import './panels.css';
import './chat.css';

interface Props {
  title: string;
  children: ReactNode;
  /** What gets the focus when the panel opens; without it the panel itself. */
  focus?: RefObject<HTMLElement | null>;
}

export function PanelFrame({ title, children, focus }: Props) {
  const { dispatch } = useUi();
  const panel = useRef<HTMLElement>(null);
  const id = useId();

  useEffect(() => {
    const before = document.activeElement;
    const frame = panel.current;
    (focus?.current ?? frame)?.focus({ preventScroll: true });
    return () => {
      const now = document.activeElement;
      const lost = now === null || now === document.body || frame?.contains(now);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [focus]);

  return (
    <aside ref={panel} className="panel" aria-labelledby={id} tabIndex={-1}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        <IconButton
          name={t('common.close')}
          icon={<X size={20} />}
          tip={false}
          onPress={() => dispatch({ do: 'close-panel' })}
        />
      </header>
      {children}
    </aside>
  );
}
