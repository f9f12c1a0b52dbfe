import { FaultSwitch } from '../faults.ts';
import { BULK_FAULTS } from './faults/bulk-faults.ts';
import { LIMIT_FAULTS } from './faults/limit-faults.ts';
import { PAGING_FAULTS } from './faults/paging-faults.ts';
import { PAYLOAD_FAULTS } from './faults/payload-faults.ts';
import { REPLICATION_FAULTS } from './faults/replication-faults.ts';
import { SERVER_FAULTS } from './faults/server-faults.ts';
import { SESSION_FAULTS } from './faults/session-faults.ts';
import { TOKEN_FAULTS } from './faults/token-faults.ts';
import { TRANSPORT_FAULTS } from './faults/transport-faults.ts';

/** Every fault this simulator can produce, by family. */
export const createSalesforceFaults = (): FaultSwitch =>
  new FaultSwitch([
    ...SERVER_FAULTS,
    ...SESSION_FAULTS,
    ...TOKEN_FAULTS,
    ...LIMIT_FAULTS,
    ...TRANSPORT_FAULTS,
    ...PAYLOAD_FAULTS,
    ...PAGING_FAULTS,
    ...BULK_FAULTS,
    ...REPLICATION_FAULTS,
    'row-lock',
  ]);
