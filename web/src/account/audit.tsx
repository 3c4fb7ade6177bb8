// The audit trail, for administrators: who changed what and when, newest first; an act of several
// entries is one line. Its head, kept elsewhere, later proves that nothing before it was altered.
import type { VNode } from 'preact';
import { api } from '../api';
import { timeText } from '../format';
import { message } from '../messages';
import { commentPath, entryPath, reportPath } from '../model';
import { authorText } from '../parts/author';
import { PrintButton } from '../parts/icons';
import { Copied } from '../parts/secret';
import { Table, type Column } from '../parts/table';
import { withQuery, type Address } from '../router';
import type { Audit, AuditEntry } from './model';
import { whoNow } from './session';
import { AdministerTabs } from './tabs';

const PAGE = 50;

/** The kinds of what an entry is about, as the trail keeps them. */
const OBJECTS = [
  'report',
  'decision',
  'account',
  'comment',
  'review',
  'invitation',
  'token',
] as const;

export const loadAudit = (address: Address): Promise<Audit> =>
  api.audit({
    before: address.query.get('before') ?? undefined,
    author: address.query.get('author') ?? undefined,
    limit: String(PAGE),
  });

export function AuditView(props: { audit: Audit; address: Address }): VNode {
  const { audit, address } = props;
  const author = address.query.get('author');
  const acts = audit.entries.filter((entry) => entry.part_of === null);
  return (
    <>
      <header class="view-head">
        {audit.entries.length > 0 && <PrintButton />}
        <h1>{message('web.audit.title')}</h1>
        <p class="lead">{message('web.audit.what', { count: audit.count })}</p>
        {whoNow().accounts && <AdministerTabs at="audit" />}
        {author && (
          <p class="filters">
            <a class="chip on" href={withQuery(address, { author: undefined, before: undefined })}>
              {message('web.audit.of', { author: authorText(author) })} ×
            </a>
          </p>
        )}
      </header>
      <Copied id="audit-head" label={message('web.audit.head')} text={audit.head} />
      <p class="note">
        {message('web.audit.keep')} <code>uzel check --head …</code>
      </p>
      {audit.entries.length > 0 ? (
        <Table
          caption={message('web.audit.title')}
          columns={columns(address)}
          rows={acts}
          keyOf={(entry) => String(entry.number)}
        />
      ) : (
        <p class="nothing">{message('web.audit.empty')}</p>
      )}
      {(audit.next || address.query.has('before')) && (
        <nav class="pages" aria-label={message('web.pages.label')}>
          <a href={withQuery(address, { before: undefined })}>{message('web.decisions.newest')}</a>
          {audit.next ? (
            <a href={withQuery(address, { before: String(audit.next) })} rel="next">
              {message('web.decisions.older')} →
            </a>
          ) : (
            <span />
          )}
        </nav>
      )}
    </>
  );
}

/** The object of an entry, «report 34»; what else there is stands as it is kept. */
function objectOf(entry: AuditEntry): string | null {
  if (entry.object === 'readable') return message('web.audit.object_readable');
  const [, kind = '', name = ''] = /^(\w+) (.+)$/.exec(entry.object) ?? [];
  const known = OBJECTS.find((one) => one === kind);
  return known ? message(`web.audit.object_${known}`, { name }) : entry.object || null;
}

/** What an entry is about: the object, and what it says. */
function AboutView(props: { entry: AuditEntry }): VNode {
  const { about, object, report, entity, is_entry: isEntry } = props.entry;
  const comment = /^comment (\d+)$/.exec(object)?.[1];
  const way = comment
    ? (report ?? entity) && commentPath(props.entry, Number(comment))
    : report && (isEntry ? entryPath(report) : reportPath(report));
  return (
    <>
      {way ? <a href={way}>{about}</a> : about} <span class="faint">{objectOf(props.entry)}</span>
    </>
  );
}

function columns(address: Address): Column<AuditEntry>[] {
  return [
    {
      key: 'number',
      title: '№',
      class: 'narrow',
      cell: (it) => (
        <span class="figure">
          {it.first === it.number ? it.number : `${it.first}–${it.number}`}
        </span>
      ),
    },
    { key: 'what', title: message('web.audit.done'), class: 'opening', cell: (it) => it.label },
    { key: 'object', title: message('web.audit.object'), cell: (it) => <AboutView entry={it} /> },
    {
      key: 'author',
      title: message('web.decisions.author'),
      cell: (it) => (
        <a href={withQuery(address, { author: it.author, before: undefined })}>
          {authorText(it.author)}
        </a>
      ),
    },
    {
      key: 'at',
      title: message('web.decisions.at'),
      class: 'narrow',
      cell: (it) => timeText(it.at),
    },
  ];
}
