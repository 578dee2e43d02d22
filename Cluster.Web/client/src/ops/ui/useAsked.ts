// Something asked of the server when a view is opened, and again when it says so.

import { useCallback, useEffect, useState } from 'react';
import type { Failure, Outcome } from '../../shared/api';

export interface Asked<T> {
  value: T | null;
  failure: Failure | null;
  again: () => void;
}

/** `ask` keeps its identity until it asks something else. */
export function useAsked<T>(ask: () => Promise<Outcome<T>>): Asked<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn asks again.
  useEffect(() => {
    let current = true;
    void ask().then((outcome) => {
      if (!current) return;
      if (outcome.ok) {
        setValue(outcome.value);
        setFailure(null);
      } else setFailure(outcome.failure);
    });
    return () => {
      current = false;
    };
  }, [ask, turn]);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  return { value, failure, again };
}
