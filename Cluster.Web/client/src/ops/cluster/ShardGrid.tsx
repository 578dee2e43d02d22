// One node's shards as cells on a canvas, which stays quick at thousands; arrow keys go from cell to cell.

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { OnScreen } from '../../ui/OnScreen';
import { useSize } from '../../ui/useSize';
import type { OpsShard } from '../api/schema';
import { shardKey } from '../live/state';

interface Props {
  shards: OpsShard[];
  /** The most entities of any shard of the region: the strongest colour. */
  most: number;
  nowMs: number;
  marked: string | null;
  choose: (key: string) => void;
  label: string;
}

const CELL = 12;
const GAP = 2;
const TRACE_MS = 30_000;
/** Between two steps of the stream, generously: the mark is to go, too. */
const STEP_MS = 5_000;

const isFresh = ({ movedAtMs }: OpsShard, nowMs: number) => movedAtMs !== null && nowMs - movedAtMs < TRACE_MS;

export function ShardGrid(props: Props) {
  return <OnScreen className="ops-grid" draw={() => <Cells {...props} />} />;
}

function Cells({ shards, most, nowMs, marked, choose, label }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(host);
  // Time alone changes what is drawn only while a move is marked.
  const clock = shards.some((shard) => isFresh(shard, nowMs - STEP_MS)) ? nowMs : 0;
  const [at, setAt] = useState(0);
  const columns = Math.max(1, Math.floor((width + GAP) / (CELL + GAP)));
  const rows = Math.ceil(shards.length / columns);
  const height = rows * (CELL + GAP);

  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext('2d');
    if (!element || !pen || width === 0) return;
    const scale = window.devicePixelRatio;
    const style = getComputedStyle(element);
    const [accent, ground, text, warn] = ['--accent', '--surface-3', '--text', '--warn'].map((name) =>
      style.getPropertyValue(name),
    );
    element.width = width * scale;
    element.height = height * scale;
    pen.scale(scale, scale);
    shards.forEach((shard, index) => {
      const x = (index % columns) * (CELL + GAP);
      const y = Math.floor(index / columns) * (CELL + GAP);
      pen.globalAlpha = 1;
      pen.fillStyle = ground ?? '';
      pen.fillRect(x, y, CELL, CELL);
      if (shard.entities > 0) {
        pen.globalAlpha = 0.25 + 0.75 * (shard.entities / most);
        pen.fillStyle = accent ?? '';
        pen.fillRect(x, y, CELL, CELL);
      }
      pen.globalAlpha = 1;
      const moved = clock > 0 && isFresh(shard, clock);
      if (moved || shardKey(shard) === marked) {
        pen.strokeStyle = (moved ? warn : text) ?? '';
        pen.lineWidth = 2;
        pen.strokeRect(x + 1, y + 1, CELL - 2, CELL - 2);
      }
    });
  }, [shards, most, clock, marked, width, height, columns]);

  const pick = (index: number) => {
    const shard = shards[index];
    if (shard === undefined) return;
    setAt(index);
    choose(shardKey(shard));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    pick(Math.min(shards.length - 1, Math.max(0, at + step)));
  };
  return (
    <div ref={host}>
      <canvas
        ref={canvas}
        style={{ width, height }}
        tabIndex={0}
        role="img"
        aria-label={label}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const column = Math.floor((event.clientX - box.left) / (CELL + GAP));
          const row = Math.floor((event.clientY - box.top) / (CELL + GAP));
          if (column < columns) pick(row * columns + column);
        }}
      />
    </div>
  );
}
