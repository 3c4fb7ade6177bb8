// The queue: what waits for a decision on who is who. Each doubt says in words what speaks for the
// two entries being one and what against; the one at hand shows both side by side. One key decides.
import { Fragment, type ComponentChildren, type VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { mayDo } from '../account/session';
import { MayNotNote } from '../account/who';
import { api } from '../api';
import { decide, undoLast, type Outcome } from '../decide';
import { bind } from '../format';
import { takeKeys } from '../keys';
import { groupDigits, message, tongue } from '../messages';
import { reportPath, type Card, type Doubt, type Queue } from '../model';
import { PrintButton, Shape } from '../parts/icons';
import { Pages } from '../parts/table';
import { ClaimView, ValueView } from '../parts/value';
import { route, type Address } from '../router';

const PAGE = 20;

interface Shown {
  queue: Queue;
  may: boolean;
}

function pageOf(address: Address): number {
  return Math.max(1, Math.floor(Number(address.query.get('page') ?? 1)) || 1);
}

export const queue = route<Shown>({
  name: 'queue',
  pattern: /^\/queue\/?$/,
  load: async (address) => {
    const [found, may] = await Promise.all([
      api.queue((pageOf(address) - 1) * PAGE, PAGE),
      mayDo('decide'),
    ]);
    return { queue: found, may };
  },
  title: () => message('web.queue.title'),
  view: (data, address) => <QueueView {...data} address={address} />,
});

/** The two views of deciding: what waits, and what was decided. */
export function WorkTabs(props: { at: 'queue' | 'decisions' }): VNode {
  return (
    <nav class="tabs" aria-label={message('web.queue.ways')}>
      {(['queue', 'decisions'] as const).map((name) => (
        <a key={name} href={`/${name}`} aria-current={props.at === name ? 'page' : undefined}>
          {message(`web.${name}.title`)}
        </a>
      ))}
    </nav>
  );
}

function QueueView(props: Shown & { address: Address }): VNode {
  const { queue: data, may, address } = props;
  const [current, setCurrent] = useState(0);
  const at = Math.min(current, Math.max(0, data.doubts.length - 1));
  const root = useRef<HTMLDivElement>(null);
  const taken = useRef(false);
  /** Where the doubt that had the focus is gone, the next one has it. */
  useEffect(() => {
    if (!taken.current) return;
    taken.current = false;
    root.current?.querySelectorAll<HTMLElement>('.doubt')[at]?.focus();
  }, [data]);
  useEffect(() => (may ? takeKeys({ u: undoLast }) : undefined), [may]);
  const answer = async (doubt: Doubt, action: Action, force = false): Promise<Outcome> => {
    taken.current = true;
    return decide(
      { action, number: String(doubt.number), ...(force ? { force: 'true' } : {}) },
      message(`web.queue.done_${action}`, namesOf(doubt)),
    );
  };
  return (
    <>
      <header class="view-head">
        {data.total > 0 && <PrintButton />}
        <h1>{message('web.queue.title')}</h1>
        <p class="lead">{bind(data.summary)}</p>
        <WorkTabs at="queue" />
        {!may && data.total > 0 && <MayNotNote what="decide" />}
      </header>
      {data.doubts.length === 0 ? (
        <div class="nothing">
          <p>{message('web.queue.empty_why')}</p>
          <p>
            <a href="/decisions">{message('web.queue.to_decisions')}</a>
          </p>
        </div>
      ) : (
        <div ref={root}>
          {data.doubts.map((doubt, index) => (
            <DoubtView
              key={doubt.number}
              doubt={doubt}
              current={index === at}
              may={may}
              onFocus={() => setCurrent(index)}
              onAnswer={(action, force) => answer(doubt, action, force)}
            />
          ))}
        </div>
      )}
      <Pages address={address} page={pageOf(address)} size={PAGE} total={data.total} />
    </>
  );
}

export type Action = 'same' | 'different' | 'dismiss';

function namesOf(doubt: Doubt): { subject: string; object: string } {
  return { subject: doubt.subject?.text ?? '', object: doubt.object?.text ?? '' };
}

const KEY_OF = { same: 'c', different: 'x', dismiss: 'd' } as const;

function DoubtView(props: {
  doubt: Doubt;
  current: boolean;
  may: boolean;
  onFocus: () => void;
  onAnswer: (action: Action, force?: boolean) => Promise<Outcome>;
}): VNode {
  const { doubt, current, may } = props;
  const [warnings, setWarnings] = useState<string[]>();
  const [busy, setBusy] = useState(false);
  const actions: Action[] = doubt.kind === 'same' ? ['same', 'different', 'dismiss'] : ['dismiss'];
  const answer = async (action: Action, force = false) => {
    if (busy) return;
    setBusy(true);
    const outcome = await props.onAnswer(action, force);
    setBusy(false);
    setWarnings(outcome.at === 'warned' ? outcome.warnings : undefined);
  };
  const latest = useRef(answer);
  latest.current = answer;
  useEffect(() => {
    if (!current || !may) return undefined;
    const acts = Object.fromEntries(
      actions.map((action) => [KEY_OF[action], () => (void latest.current(action), true)]),
    );
    return takeKeys(acts);
  }, [current, may, doubt.number]);
  const title = `doubt-${doubt.number}`;
  return (
    <article
      class={current ? 'doubt current' : 'doubt'}
      data-row
      tabIndex={-1}
      aria-labelledby={title}
      aria-current={current ? 'true' : undefined}
      onFocusIn={props.onFocus}
    >
      <h2 id={title}>{doubt.text}</h2>
      <Reasons doubt={doubt} />
      {warnings && (
        <div class="warning" role="alert">
          <p>{message('web.queue.warned')}</p>
          <ul>
            {warnings.map((warning) => (
              <li>{warning}</li>
            ))}
          </ul>
          <button type="button" onClick={() => void answer('same', true)}>
            {message('web.queue.force')}
          </button>
        </div>
      )}
      <p class="doubt-foot">
        {may ? (
          actions.map((action) => (
            <button
              key={action}
              type="button"
              disabled={busy}
              class={action === 'same' ? 'strong' : ''}
              aria-keyshortcuts={KEY_OF[action]}
              onClick={() => void answer(action)}
            >
              {message(`web.queue.${action}`)}
              {current && <kbd aria-hidden="true">{KEY_OF[action]}</kbd>}
            </button>
          ))
        ) : !current ? (
          <button type="button" class="quiet" onClick={props.onFocus}>
            {message('web.queue.compare')}
          </button>
        ) : null}
        <span class="faint">
          {message('web.queue.raised')}{' '}
          <a href={reportPath(doubt.report)}>{doubt.title || doubt.report}</a>
        </span>
      </p>
      {current && doubt.subject && (
        <Sides subject={doubt.subject.entity} object={doubt.object?.entity} doubt={doubt} />
      )}
    </article>
  );
}

function weightText(weight: number): string {
  const text = groupDigits(Math.round(Math.abs(weight) * 10) / 10);
  return weight > 0 ? `+${text}` : `\u2212${text}`;
}

/** What speaks for the two being one, and what against, the heaviest first. */
function Reasons(props: { doubt: Doubt }): VNode | null {
  const { reasons, kind } = props.doubt;
  if (kind === 'lost') return <p>{message('web.queue.lost')}</p>;
  const sides = [
    ['for', reasons.filter((reason) => reason.weight > 0)],
    ['against', reasons.filter((reason) => reason.weight < 0)],
  ] as const;
  return (
    <dl class="reasons">
      {sides.map(
        ([side, list]) =>
          list.length > 0 && (
            <div key={side} class={side}>
              <dt>{message(`web.queue.${side}`)}</dt>
              <dd>
                {[...list]
                  .sort((left, right) => Math.abs(right.weight) - Math.abs(left.weight))
                  .map((reason, index) => (
                    <span key={reason.code}>
                      {index > 0 && ', '}
                      {reason.label} <span class="figure faint">{weightText(reason.weight)}</span>
                    </span>
                  ))}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** Both entries beside each other, row by row. */
function Sides(props: { subject: string; object: string | undefined; doubt: Doubt }): VNode {
  const { doubt } = props;
  const [cards, setCards] = useState<(Card | undefined)[]>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let mine = true;
    const ids = [props.subject, props.object].filter((id) => id !== undefined);
    Promise.all(ids.map((id) => api.card(id))).then(
      (found) => mine && setCards(found),
      () => mine && setFailed(true),
    );
    return () => {
      mine = false;
    };
  }, [props.subject, props.object, tongue()]);
  if (failed) return <p role="alert">{message('web.queue.sides_failed')}</p>;
  const sides = [doubt.subject, doubt.object].filter((side) => side !== null);
  return (
    <table class="sides">
      <caption class="hidden">{message('web.queue.sides')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="hidden">{message('web.queue.what')}</span>
          </th>
          {sides.map((side, index) => (
            <th scope="col" key={index}>
              <ValueView value={side} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(cards ?? []).map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            {row.cells.map((cell, index) => (
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SOME = 6;

function lines(items: ComponentChildren[]): ComponentChildren {
  if (items.length === 0) return <span class="faint">—</span>;
  return (
    <>
      {items.slice(0, SOME).map((item) => (
        <div>{item}</div>
      ))}
      {items.length > SOME && (
        <div class="faint">{message('web.more', { count: items.length - SOME })}</div>
      )}
    </>
  );
}

/** What the cards say, by what it is; rows that are empty on all sides are left out. */
function rowsOf(cards: (Card | undefined)[]): { label: string; cells: ComponentChildren[] }[] {
  if (cards.length === 0) return [];
  const rows: { label: string; cells: ComponentChildren[]; filled: boolean }[] = [];
  const add = (label: string, items: (card: Card) => ComponentChildren[]) => {
    const found = cards.map((card) => (card ? items(card) : []));
    rows.push({
      label,
      cells: found.map(lines),
      filled: found.some((side) => side.length > 0),
    });
  };
  add(message('web.queue.kind'), (card) => [
    <span class={`family-${card.family}`}>
      <Shape family={card.family} />
      {card.kind_label}
    </span>,
  ]);
  const names = new Map<string, string>();
  for (const card of cards)
    for (const property of card?.properties ?? []) names.set(property.name, property.label);
  for (const [name, label] of names)
    add(label, (card) =>
      (card.properties.find((property) => property.name === name)?.claims ?? []).map((claim) => (
        <ClaimView claim={claim} />
      )),
    );
  add(message('web.queue.states'), (card) =>
    (card.states ?? []).map((state) => (
      <>
        {state.text} <span class="faint">{state.when}</span>
      </>
    )),
  );
  add(message('web.queue.regions'), (card) => (card.regions ?? []).map((region) => region.name));
  add(message('web.card.neighbours'), (card) =>
    (card.neighbours ?? []).map((neighbour) => (
      <ValueView
        value={{
          type: 'entity',
          text: neighbour.name,
          entity: neighbour.id,
          kind: neighbour.kind,
          family: neighbour.family,
        }}
      />
    )),
  );
  add(message('web.card.reports'), (card) =>
    (card.reports ?? []).map((report) => (
      <Fragment>
        <a href={reportPath(report.id)}>{report.title || report.id}</a>{' '}
        <span class="faint">{report.published_text}</span>
      </Fragment>
    )),
  );
  return rows.filter((row) => row.filled);
}
