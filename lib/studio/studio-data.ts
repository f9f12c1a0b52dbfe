import type { FeedbackRow, KpiTable } from '../domain/kpi-row.ts';
import type { Model } from '../domain/ledger.ts';
import type { Lang } from '../i18n/catalogue.ts';
import type { ChannelNames } from '../i18n/channel-name.ts';
import type {
  Completeness,
  LedgerRun,
  QuarantinedRecord,
  SyncRun,
} from '../pipeline/ingest/ingest-report.ts';
import type { KpiInputs } from '../pipeline/kpi-inputs.ts';
import type { InboxEntry } from '../pipeline/run-ledger.ts';

/** What the reader asked for; days are calendar days of the business time zone, both included. */
export interface StudioQuery {
  readonly lang: Lang;
  /** Left out: the default period. */
  readonly from?: string;
  readonly to?: string;
  /** Left out: first touch where a source knows it, else lead creation. */
  readonly model?: Model;
}

/** Everything one page shows. */
export interface StudioData {
  readonly table: KpiTable;
  /** Whether the figures rest on everything, and how old that is. */
  readonly inputs?: KpiInputs;
  readonly names: ChannelNames;
  /** Closed-won results by lead source. */
  readonly feedback: readonly FeedbackRow[];
  readonly runs: readonly (SyncRun & { readonly lagSeconds?: number | null })[];
  readonly completeness: readonly Completeness[];
  /** What is wrong now, by cause; its times as they are to be read. */
  readonly inbox?: readonly InboxEntry[];
  /** The last runs, the newest first; their times as they are to be read. */
  readonly ledger?: readonly LedgerRun[];
  readonly issues: readonly {
    readonly code: string;
    readonly ref: string;
    readonly detail: string;
  }[];
  readonly quarantined: readonly QuarantinedRecord[];
  /** Whether any source records first touches. */
  readonly firstTouch: boolean;
  /** Whether the config has weights of its own. */
  readonly hasCustomModel?: boolean;
  /** What keeps records out of the channels, with counts. */
  readonly unattributed?: readonly {
    readonly reason: string;
    readonly lead: number;
    readonly won: number;
  }[];
  /** When the last sync ended, as it is to be read. */
  readonly syncedAt?: string | undefined;
  /** Records of the last write-back by outcome. */
  readonly writes?: WriteCounts | undefined;
}

export interface WriteCounts {
  readonly planned: number;
  readonly applied: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly unknown: number;
}
