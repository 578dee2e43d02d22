// Every string of the interface, in English.

import { devices } from './devices';
import { happened } from './happened';
import { meeting } from './meeting';
import { pages } from './pages';
import { room } from './room';

export const en = { ...pages, ...devices, ...meeting, ...room, ...happened } as const;
