// Words of accounts and of failed calls: loaded with the first screen that says them.

import { addWords } from '..';
import { account } from '../en/account';
import { failure } from '../en/failure';

addWords({ ...account, ...failure });
