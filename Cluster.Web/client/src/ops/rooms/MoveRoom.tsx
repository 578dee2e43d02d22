// Moves a meeting's media to another node.

import { useState } from 'react';
import { t } from '../../i18n';
import { Select } from '../../ui/Select';
import { call } from '../api/call';
import type { AdminMeeting, AdminRoomMoved, OpsNode } from '../api/schema';
import { useCluster } from '../live/follow';
import type { ViewProps } from '../OpsPage';

interface Props {
  meeting: AdminMeeting;
  confirm: ViewProps['confirm'];
  again: () => void;
}

export function MoveRoom({ meeting, confirm, again }: Props) {
  const { state } = useCluster();
  const [chosen, setChosen] = useState('');
  const [moved, setMoved] = useState<AdminRoomMoved | null>(null);
  const nodes = placesFor(meeting, [...state.nodes.values()]);
  const node = nodes.includes(chosen) ? chosen : nodes[0];
  const people = t('ops.count.people', { count: meeting.participants.length });
  const move = async (to: string) => {
    const outcome = await call('moveRoom', { path: { name: meeting.room }, body: { node: to } });
    setMoved(outcome.ok ? outcome.value : null);
    return outcome;
  };
  return (
    <>
      {node !== undefined && (
        <div className="ops-search">
          <Select
            label={t('ops.moveRoom.to')}
            value={node}
            options={nodes.map((value) => ({ value, label: value }))}
            onChange={setChosen}
          />
          <button
            type="button"
            className="button"
            onClick={() =>
              confirm({
                title: t('ops.moveRoom.title'),
                say: t('ops.moveRoom.say', { room: meeting.room, node, people }),
                go: t('ops.moveRoom.go'),
                calm: true,
                run: () => move(node),
                done: again,
              })
            }
          >
            {t('ops.moveRoom.go')}
          </button>
        </div>
      )}
      {moved !== null && (
        <p className="ops-small" role="status">
          {t(moved.dropped + moved.left === 0 ? 'ops.moveRoom.done' : 'ops.moveRoom.partly', { ...moved })}
        </p>
      )}
    </>
  );
}

/** Nodes that take media, the one that has all of the meeting's already left out. */
export function placesFor(meeting: AdminMeeting, nodes: readonly OpsNode[]): string[] {
  const used = new Set(meeting.bridges.filter((bridge) => bridge.endpoints > 0).map((bridge) => bridge.node));
  return nodes
    .filter((node) => node.state === 'up' && !node.isDraining && node.roles.includes('media'))
    .map((node) => node.node)
    .filter((node) => used.size > 1 || !used.has(node))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}
