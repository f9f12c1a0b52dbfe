import { describeTable } from '../store/table-contract.ts';
import { MemoryTable } from './memory-table.ts';

describeTable('in memory', async () => new MemoryTable());
