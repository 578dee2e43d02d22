// Words of failed calls, loaded with whatever makes calls.

import { addWords } from '..';
import { failure } from '../en/failure';

addWords(failure);
