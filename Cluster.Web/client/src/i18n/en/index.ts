// Every string of the interface, in English; those of the first page are there at once, the others come with their screens.

import type { account } from './account';
import type { connection } from './connection';
import type { devices } from './devices';
import type { failure } from './failure';
import type { happened } from './happened';
import type { meeting } from './meeting';
import type { moderation } from './moderation';
import type { ops } from './ops';
import type { opsHistory } from './opsHistory';
import type { opsPeople } from './opsPeople';
import { pages } from './pages';
import type { room } from './room';
import type { roomPage } from './roomPage';

export const en = pages;

export type Words = typeof pages &
  typeof account &
  typeof connection &
  typeof devices &
  typeof failure &
  typeof happened &
  typeof meeting &
  typeof moderation &
  typeof ops &
  typeof opsHistory &
  typeof opsPeople &
  typeof room &
  typeof roomPage;
