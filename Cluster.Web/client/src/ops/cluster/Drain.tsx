// Emptying a node of its meetings: the way to it, and how far it is.

import { useCallback, useEffect } from 'react';
import { t } from '../../i18n';
import { call } from '../api/call';
import type { AdminDrain, OpsNode } from '../api/schema';
import type { ViewProps } from '../OpsPage';
import { useAsked } from '../ui/useAsked';

const REFRESH_MS = 1_000;

export function DrainActions({ node, confirm }: { node: OpsNode; confirm: ViewProps['confirm'] }) {
  const name = node.isDraining ? 'undrainNode' : 'drainNode';
  return (
    <button
      type="button"
      className="button small"
      onClick={() =>
        confirm({
          title: t(`ops.${name}.title`),
          say: t(`ops.${name}.say`, { name: node.node, count: node.endpoints }),
          go: t(`ops.${name}.go`),
          calm: true,
          run: () => call(name, { path: { node: node.node } }),
        })
      }
    >
      {t(`ops.${name}.go`)}
    </button>
  );
}

export function DrainProgress({ node }: { node: string }) {
  const ask = useCallback(() => call('showNode', { path: { node } }), [node]);
  const { value, again } = useAsked(ask);
  useEffect(() => {
    const timer = window.setInterval(again, REFRESH_MS);
    return () => window.clearInterval(timer);
  }, [again]);
  const drain = value?.drain;
  if (drain == null) return null;
  const said = value?.state === 'drained' ? t('ops.drained') : sayLeft(drain);
  return (
    <div className="ops-drain" role="status">
      <progress
        aria-label={t('ops.drainProgress', { name: node })}
        max={Math.max(1, drain.bridges + drain.bridgesGone)}
        value={value?.state === 'drained' ? Math.max(1, drain.bridgesGone) : drain.bridgesGone}
      />
      <span className="ops-small">{said}</span>
    </div>
  );
}

function sayLeft(drain: AdminDrain): string {
  return t('ops.drainLeft', {
    bridges: t('ops.count.bridges', { count: drain.bridges }),
    people: t('ops.count.people', { count: drain.participants }),
    gone: drain.bridgesGone,
  });
}
