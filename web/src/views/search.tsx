// Search: the things found by name, then the reports with the words in their places, and what these
// are filtered by. Filters are parameters of the address by the names that the API has for them; they
// may stand among the words too.
import type { VNode } from 'preact';
import { api } from '../api';
import { bind } from '../format';
import { message } from '../messages';
import { reportPath, type Search } from '../model';
import { Chips } from '../parts/filter';
import { Shape } from '../parts/icons';
import { Pages } from '../parts/table';
import { cardPath } from '../model';
import { route, withQuery, type Address } from '../router';

const PAGE = 20;
/** So many values of a filter are offered; the others are typed. */
const OFFERED = 8;
const FILTERS = [
  'kind',
  'entity',
  'party',
  'person',
  'cluster',
  'region',
  'district',
  'date',
  'source',
];

function pageOf(address: Address): number {
  return Math.max(1, Math.floor(Number(address.query.get('page') ?? 1)) || 1);
}

export const search = route<Search | undefined>({
  name: 'search',
  pattern: /^\/search\/?$/,
  load: async (address) => {
    const words = address.query.get('q')?.trim() ?? '';
    const filters = filtersOf(address);
    if (!words && Object.keys(filters).length === 0) return undefined;
    const offset = (pageOf(address) - 1) * PAGE;
    return api.search({
      q: words || undefined,
      ...filters,
      sort: address.query.get('sort') ?? undefined,
      facets: '1',
      offset: offset ? String(offset) : undefined,
      limit: String(PAGE),
    });
  },
  title: (data) =>
    data?.query ? message('web.search.title', { words: data.query }) : message('web.search.name'),
  view: (data, address) => (data ? <Results found={data} address={address} /> : <Invitation />),
});

function filtersOf(address: Address): Record<string, string> {
  const filters: Record<string, string> = {};
  for (const name of FILTERS) {
    const value = address.query.get(name);
    if (value) filters[name] = value;
  }
  return filters;
}

/** What the reports may be narrowed by, and in which order they stand. */
function Narrowing(props: { found: Search; address: Address }): VNode {
  const { address } = props;
  const chosen = Object.entries(filtersOf(address));
  const offered = (props.found.filters ?? []).map((filter) => ({
    ...filter,
    values: filter.values.filter(
      (value, index) => index < OFFERED || value.value === address.query.get(filter.name),
    ),
  }));
  const isOffered = (name: string, value: string) =>
    offered.some((one) => one.name === name && one.values.some((each) => each.value === value));
  return (
    <div class="filters">
      <Chips
        address={address}
        name="sort"
        title={message('web.search.order')}
        options={[{ value: 'relevance', label: message('web.search.relevance') }]}
      />
      {offered.map((filter) => (
        <Chips
          key={filter.name}
          address={address}
          name={filter.name}
          title={filter.label}
          options={filter.values.map((value) => ({
            value: value.value,
            label: value.text,
            count: filter.more
              ? message('web.card.over', { count: value.count })
              : String(value.count),
          }))}
        />
      ))}
      {chosen
        .filter(([name, value]) => !isOffered(name, value))
        .map(([name, value]) => (
          <a
            key={name}
            class="chip on"
            href={withQuery(address, { [name]: undefined, page: undefined })}
          >
            {value} ×
          </a>
        ))}
    </div>
  );
}

function Invitation(): VNode {
  return (
    <div class="prose">
      <h1>{message('web.search.name')}</h1>
      <p class="lead">{message('web.search.how')}</p>
      <p class="faint">{message('web.search.phrase')}</p>
      <p class="faint">{message('web.search.filters')}</p>
    </div>
  );
}

function Results(props: { found: Search; address: Address }): VNode {
  const { found } = props;
  const nothing = found.entities.length === 0 && found.reports.length === 0;
  return (
    <div class="search-results">
      <header class="view-head">
        <h1>
          {found.query
            ? message('web.search.title', { words: found.query })
            : message('web.search.name')}
        </h1>
        <p class="lead">{bind(found.summary)}</p>
        <Narrowing found={found} address={props.address} />
      </header>
      {nothing && <p>{message('web.search.nothing')}</p>}
      {found.entities.length > 0 && (
        <section class="part">
          <h2>{message('web.search.things')}</h2>
          <ul class="lines">
            {found.entities.map((thing) => (
              <li key={thing.id} data-row>
                <a class={`open family-${thing.family}`} href={cardPath(thing.id)}>
                  <Shape family={thing.family} />
                  {thing.name}
                </a>
                <span class="faint">{thing.kind_label}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.reports.length > 0 && (
        <section class="part">
          <h2>
            {message('web.search.reports')}{' '}
            <span class="count">
              {found.more ? message('web.card.over', { count: found.total }) : found.total}
            </span>
          </h2>
          {found.reports.map((report) => (
            <article class="hit" data-row key={report.id}>
              <h3>
                <a href={hitPath(report)} lang="ru">
                  {report.title || report.id}
                </a>
              </h3>
              <p class="faint">
                {[report.published_text, report.publisher].filter(Boolean).join(' · ')}
              </p>
              {report.snippets.map((snippet) => (
                <p class="snippet" lang="ru">
                  <a href={reportPath(report.id, snippet)} tabIndex={-1}>
                    {startsInside(snippet.parts) && '… '}
                    {snippet.parts.map((part) => (part.hit ? <mark>{part.text}</mark> : part.text))}
                    {endsInside(snippet.parts) && ' …'}
                  </a>
                </p>
              ))}
            </article>
          ))}
        </section>
      )}
      <Pages address={props.address} page={pageOf(props.address)} size={PAGE} total={found.total} />
    </div>
  );
}

type Parts = { text: string }[];

/** Whether a snippet begins, or ends, in the middle of a sentence. */
function startsInside(parts: Parts): boolean {
  return /^\s*[a-zа-яё]/.test(parts[0]?.text ?? '');
}

function endsInside(parts: Parts): boolean {
  return !/[.!?…»:;]\s*$/.test(parts[parts.length - 1]?.text ?? '');
}

function hitPath(report: Search['reports'][number]): string {
  return reportPath(report.id, report.snippets[0]);
}
