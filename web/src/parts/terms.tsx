// Terms that end soon: a warning above what else stands on a card, and a part of the first page.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { message } from '../messages';
import { cardPath, type Term } from '../model';

const SHOWN = 8;

export function Terms(props: { terms: Term[] | undefined; title?: string }): VNode | null {
  const { terms, title } = props;
  const [whole, setWhole] = useState(false);
  if (!terms || terms.length === 0) return null;
  // A card warns of each; the first page begins with the soonest.
  const shown = title && !whole ? terms.slice(0, SHOWN) : terms;
  return (
    <section class={title ? 'part' : 'part terms'} aria-label={title ?? message('web.terms.soon')}>
      {title && (
        <h2>
          {title} <span class="count">{terms.length}</span>
        </h2>
      )}
      <ul class="lines">
        {shown.map((term) => (
          <li key={term.fact} data-row>
            <a href={cardPath(term.fact)}>{term.name}</a>
            <span class="term-ends">{term.text}</span>
          </li>
        ))}
      </ul>
      {shown.length < terms.length && (
        <p class="more">
          <button type="button" onClick={() => setWhole(true)}>
            {message('web.start.all_rows', { count: terms.length })}
          </button>
        </p>
      )}
    </section>
  );
}
