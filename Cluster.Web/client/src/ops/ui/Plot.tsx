// A small plot of the last two minutes, without axes; its figure stands beside it.

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

interface Props {
  atS: readonly number[];
  values: readonly number[];
  /** Counts up when the values have changed in place. */
  version: number;
  max?: number;
  label: string;
}

const WIDTH = 120;
const HEIGHT = 32;

export function Plot({ atS, values, version, max, label }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const colour = getComputedStyle(element).getPropertyValue('--plot').trim();
    const made = new uPlot(
      {
        width: WIDTH,
        height: HEIGHT,
        pxAlign: 0,
        cursor: { show: false },
        legend: { show: false },
        axes: [{ show: false }, { show: false }],
        padding: [2, 0, 2, 0],
        scales: { x: { time: false }, y: { range: (_, __, high) => [0, max ?? Math.max(1, high)] } },
        series: [{}, { stroke: colour, fill: `${colour}22`, width: 1.5, points: { show: false } }],
      },
      [[], []],
      element,
    );
    plot.current = made;
    return () => made.destroy();
  }, [max]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the values change in place, which the version tells.
  useEffect(() => {
    plot.current?.setData([atS as number[], values as number[]]);
  }, [atS, values, version]);

  return <div className="ops-plot" ref={host} role="img" aria-label={label} />;
}
