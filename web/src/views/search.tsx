// Search: the things found by name, then the reports with the words in their places.
import type { VNode } from 'preact';
import { api } from '../api';
import { bind } from '../format';
import { message } from '../messages';
import { reportPath, type Search } from '../model';
import { Shape } from '../parts/icons';
import { Pages } from '../parts/table';
import { cardPath } from '../model';
import { route, type Address } from '../router';

const PAGE = 20;

function pageOf(address: Address): number {
  return Math.max(1, Math.floor(Number(address.query.get('page') ?? 1)) || 1);
}

export const search = route<Search | undefined>({
  name: 'search',
  pattern: /^\/search\/?$/,
  load: async (address) => {
    const words = address.query.get('q')?.trim() ?? '';
    return words ? api.search(words, (pageOf(address) - 1) * PAGE, PAGE) : undefined;
  },
  title: (data) =>
    data ? message('web.search.title', { words: data.query }) : message('web.search.name'),
  view: (data, address) => (data ? <Results found={data} address={address} /> : <Invitation />),
});

function Invitation(): VNode {
  return (
    <div class="prose">
      <h1>{message('web.search.name')}</h1>
      <p class="lead">{message('web.search.how')}</p>
      <p class="faint">{message('web.search.phrase')}</p>
    </div>
  );
}

function Results(props: { found: Search; address: Address }): VNode {
  const { found } = props;
  const nothing = found.entities.length === 0 && found.reports.length === 0;
  return (
    <div class="search-results">
      <header class="view-head">
        <h1>{message('web.search.title', { words: found.query })}</h1>
        <p class="lead">{bind(found.summary)}</p>
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
