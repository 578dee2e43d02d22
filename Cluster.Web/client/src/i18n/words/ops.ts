// Words of the page for those who run the cluster, loaded with it.

import { addWords } from '..';
import { ops } from '../en/ops';
import { opsHistory } from '../en/opsHistory';
import { opsPeople } from '../en/opsPeople';

addWords({ ops: { ...ops.ops, ...opsHistory.ops, ...opsPeople.ops } });
