// The first page: what the registry holds, in a sentence, and what is newest; or, where it is empty,
// what this is, why it is empty and the one thing to do next.
import { Fragment, type VNode } from 'preact';
import { useWho } from '../account/who';
import { api, apiAddress } from '../api';
import { groupDigits, message } from '../messages';
import type { List, Overview } from '../model';
import { RowTable } from '../parts/list';
import { RemindersPart } from '../reminders/part';
import { Terms } from '../parts/terms';
import { route } from '../router';

export const start = route<Overview>({
  name: 'start',
  pattern: /^\/$/,
  load: () => api.overview(),
  title: () => message('web.title'),
  view: (overview) =>
    overview.empty ? <Empty overview={overview} /> : <Start overview={overview} />,
});

function Empty(props: { overview: Overview }): VNode {
  return (
    <div class="prose">
      <h1>{message('web.empty.title')}</h1>
      <p class="lead">{message('web.empty.what')}</p>
      <p>{message('web.empty.why')}</p>
      <h2>{message('web.empty.next')}</h2>
      <p>{message('web.empty.how')}</p>
      <pre class="command">
        <code>
          {message('web.empty.command', {
            registry: props.overview.registry || 'registry.uzel',
          })}
        </code>
      </pre>
      <p>
        {message('web.empty.one')} <a href="/add">{message('web.add.title')}</a>
      </p>
      <p class="faint">
        {message('web.empty.examples')} <code>make run</code>
      </p>
    </div>
  );
}

function Start(props: { overview: Overview }): VNode {
  const { overview } = props;
  const counts = overview.counts.filter((count) => count.count > 0);
  return (
    <>
      <header class="view-head">
        <h1 class="sentence">
          {message('web.start.holds')}{' '}
          {counts.map((count, index) => (
            <Fragment key={count.list}>
              <a href={`/${count.list}`}>{count.text.replace(/ /g, '\u00a0')}</a>
              {index < counts.length - 2
                ? ', '
                : index === counts.length - 2
                  ? ` ${message('web.and')} `
                  : '.'}
            </Fragment>
          ))}
        </h1>
        {overview.note && <p class="note">{overview.note}</p>}
      </header>
      <RemindersPart elsewhere={datedOf(overview)} />
      {overview.ending && overview.ending.total > 0 && (
        <Part
          list={overview.ending}
          title={message('web.start.ending')}
          more={{
            href: listPath('agreements', { until: overview.ending_days ?? '' }, 'until'),
            text: message('web.start.all_rows', { count: overview.ending.total }),
          }}
        />
      )}
      <Terms terms={overview.terms} title={message('web.terms.soon')} />
      {overview.promises?.map((promised) => (
        <Part
          key={promised.text}
          list={promised.list}
          title={promised.text}
          more={{
            href: listPath(promised.list.list, promised.filters, promised.list.sort ?? ''),
            text: message('web.start.all_rows', { count: promised.list.total }),
          }}
        />
      ))}
      {overview.regions && overview.regions.length > 0 && <Regions regions={overview.regions} />}
      {overview.agreements && overview.agreements.rows.length > 0 && (
        <Part
          list={overview.agreements}
          title={message('web.start.latest')}
          more={{ href: '/agreements', text: message('web.start.all_agreements') }}
        />
      )}
      {overview.reports && overview.reports.rows.length > 0 && (
        <Part
          list={overview.reports}
          title={message('web.start.reports')}
          more={{ href: '/reports', text: message('web.start.all_reports') }}
        />
      )}
      <Work />
      <Whole />
    </>
  );
}

/** The facts whose days the parts below tell of. */
function datedOf(overview: Overview): Set<string> {
  const lists = [overview.ending, ...(overview.promises ?? []).map(({ list }) => list)];
  return new Set([
    ...lists.flatMap((list) => list?.rows.map((row) => row.id) ?? []),
    ...(overview.terms ?? []).map((term) => term.fact),
  ]);
}

/** The address of a list with conditions. */
function listPath(list: string, filters: Record<string, string>, sort: string): string {
  const query = new URLSearchParams({ ...filters, ...(sort ? { sort } : {}) });
  return `/${list}?${query}`;
}

/** Where most is agreed: bars, each of which leads to the region's agreements. */
function Regions(props: { regions: NonNullable<Overview['regions']> }): VNode {
  const most = Math.max(...props.regions.map((region) => region.count));
  return (
    <section class="part">
      <h2>{message('web.start.regions')}</h2>
      <ul class="bars">
        {props.regions.map((region) => (
          <li key={region.name}>
            <a href={listPath('agreements', { region: region.code ?? region.name }, '')}>
              <span class="bar-name">{region.name}</span>
              <span class="bar-track" aria-hidden="true">
                <span class="bar" style={{ width: `${(region.count / most) * 100}%` }} />
              </span>
              <span class="figure">{region.count}</span>
            </a>
          </li>
        ))}
      </ul>
      <p class="more">
        <a href="/map">{message('web.start.map')} →</a>
      </p>
    </section>
  );
}

/** The ways to what is worked on rather than read; the head has room for the lists alone. */
function Work(): VNode {
  const ways = [
    ['/programmes', 'web.nav.programmes'],
    ['/needs', 'web.nav.needs'],
    ['/offers', 'web.nav.offers'],
    ['/calendar', 'web.calendar.title'],
    ['/plans', 'web.plans.title'],
    ['/reviews', 'web.reviews.title'],
    ['/preferred', 'web.preferred.title'],
    ['/lists/meeting', 'web.nav.meetings'],
    ['/lists/training', 'web.nav.trainings'],
    ['/lists/team', 'web.nav.teams'],
  ] as const;
  return (
    <section class="part">
      <h2>{message('web.start.work')}</h2>
      <p class="more">
        {ways.map(([href, key]) => (
          <a key={href} href={href}>
            {message(key)}
          </a>
        ))}
      </p>
    </section>
  );
}

/** The whole registry as a file, for whoever may change it. */
function Whole(): VNode | null {
  return useWho().rights.includes('administer') ? (
    <p class="more">
      <a href={apiAddress('registry')}>{message('web.start.whole')}</a>
    </p>
  ) : null;
}

function Part(props: { list: List; title: string; more?: { href: string; text: string } }): VNode {
  const { list } = props;
  const { accounts, rights } = useWho();
  const mayAdd = !accounts || rights.includes('edit');
  const kind = list.kind ?? list.rows[0]?.kind ?? '';
  return (
    <section class="part">
      <h2>
        {props.title} <span class="count">{groupDigits(list.total)}</span>
      </h2>
      <RowTable caption={props.title} kind={kind} columns={list.columns} rows={list.rows} />
      <p class="more">
        {props.more && <a href={props.more.href}>{props.more.text} →</a>}
        {list.list === 'reports' && mayAdd && <a href="/add">{message('web.add.title')}</a>}
      </p>
    </section>
  );
}
