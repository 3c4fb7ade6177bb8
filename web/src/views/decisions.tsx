// What was decided, newest first, by whom and why; each decision can be undone here.
import type { VNode } from 'preact';
import { mayDo, whoNow } from '../account/session';
import { api } from '../api';
import { undo, undoLast } from '../decide';
import { dateText } from '../format';
import { takeKeys } from '../keys';
import { message } from '../messages';
import { cardPath, reportPath, type Decision, type Decisions } from '../model';
import { authorText } from '../parts/author';
import { PrintButton } from '../parts/icons';
import { Table, type Column } from '../parts/table';
import { ThingLink } from '../parts/value';
import { route, withQuery, type Address } from '../router';
import { useEffect } from 'preact/hooks';
import { WorkTabs } from './queue';

const PAGE = 50;
const FINAL = ['undo', 'redact']; // what cannot be undone

interface Shown {
  decisions: Decisions;
  may: boolean;
}

export const decisions = route<Shown>({
  name: 'decisions',
  pattern: /^\/decisions\/?$/,
  load: async (address) => {
    const [found, may] = await Promise.all([
      api.decisions({
        entity: address.query.get('entity') ?? undefined,
        before: address.query.get('before') ?? undefined,
        limit: String(PAGE),
      }),
      mayDo('decide'),
    ]);
    return { decisions: found, may };
  },
  title: () => message('web.decisions.title'),
  view: (data, address) => <DecisionsView {...data} address={address} />,
});

function DecisionsView(props: Shown & { address: Address }): VNode {
  const { decisions: data, may, address } = props;
  useEffect(() => (may ? takeKeys({ u: undoLast }) : undefined), [may]);
  const entity = address.query.get('entity');
  const before = address.query.get('before');
  return (
    <>
      <header class="view-head">
        {data.decisions.length > 0 && <PrintButton />}
        <h1>{message('web.decisions.title')}</h1>
        <p class="lead">{message('web.decisions.what')}</p>
        <WorkTabs at="decisions" />
        {may && !whoNow().accounts && (
          <p class="more">
            <a href="/audit">{message('web.audit.title')}</a>
          </p>
        )}
        {entity && (
          <p class="filters">
            <a class="chip on" href={withQuery(address, { entity: undefined, before: undefined })}>
              {message('web.decisions.of', { entity })} ×
            </a>
          </p>
        )}
      </header>
      {data.decisions.length === 0 ? (
        <div class="nothing">
          <p>{message('web.decisions.empty')}</p>
          <p>
            <a href="/queue">{message('web.decisions.to_queue')}</a>
          </p>
        </div>
      ) : (
        <Table
          caption={message('web.decisions.title')}
          columns={columnsOf(may)}
          rows={data.decisions}
          keyOf={(decision) => String(decision.number)}
        />
      )}
      {(data.next || before) && (
        <nav class="pages" aria-label={message('web.pages.label')}>
          {before ? (
            <a href={withQuery(address, { before: undefined })}>
              {message('web.decisions.newest')}
            </a>
          ) : (
            <span />
          )}
          {data.next ? (
            <a href={withQuery(address, { before: String(data.next) })} rel="next">
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

function columnsOf(may: boolean): Column<Decision>[] {
  const columns: Column<Decision>[] = [
    {
      key: 'number',
      title: '№',
      class: 'narrow',
      cell: (decision) => <span class="figure">{decision.number}</span>,
    },
    { key: 'text', title: message('web.decisions.text'), class: 'opening', cell: textOf },
    { key: 'about', title: message('web.decisions.about'), cell: aboutOf },
    {
      key: 'reason',
      title: message('web.decisions.reason'),
      cell: (decision) => decision.reason || null,
    },
    {
      key: 'author',
      title: message('web.decisions.author'),
      cell: (decision) => authorText(decision.author),
    },
    {
      key: 'at',
      title: message('web.decisions.at'),
      class: 'narrow',
      cell: (decision) => dateText(decision.at.slice(0, 10)),
    },
  ];
  if (may)
    columns.push({
      key: 'undo',
      title: message('web.decide.undo'),
      class: 'act',
      cell: (decision) =>
        decision.undone_by || FINAL.includes(decision.action) ? null : (
          <button
            type="button"
            class="small"
            aria-label={message('web.decisions.undo', { number: String(decision.number) })}
            onClick={() => void undo(decision.number)}
          >
            {message('web.decide.undo')}
          </button>
        ),
    });
  return columns;
}

function textOf(decision: Decision): VNode {
  return (
    <>
      {decision.undone_by ? <s>{decision.text}</s> : decision.text}
      {decision.undone_by && (
        <span class="faint">
          {' '}
          {message('web.decisions.undone', { number: String(decision.undone_by) })}
        </span>
      )}
    </>
  );
}

function aboutOf(decision: Decision): VNode | null {
  const things = [decision.object, decision.subject].filter((thing) => thing !== null);
  const seen = new Set<string>();
  const shown = things.filter((thing) => !seen.has(thing.entity) && seen.add(thing.entity));
  if (shown.length === 0 && !decision.report) return null;
  return (
    <>
      {shown.map((thing) =>
        thing.type === 'fact' ? (
          <div key={thing.entity}>
            <a href={cardPath(thing.entity)}>{thing.text}</a>
          </div>
        ) : (
          <div key={thing.entity}>
            <ThingLink id={thing.entity} name={thing.text} family={thing.family} />
          </div>
        ),
      )}
      {decision.report && <a href={reportPath(decision.report)}>{decision.report}</a>}
    </>
  );
}
