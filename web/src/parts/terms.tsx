// Terms that end soon: a warning above what else stands on a card, and a part of the first page.
import type { VNode } from 'preact';
import { message } from '../messages';
import { cardPath, type Term } from '../model';

export function Terms(props: { terms: Term[] | undefined; title?: string }): VNode | null {
  const { terms, title } = props;
  if (!terms || terms.length === 0) return null;
  return (
    <section class={title ? 'part' : 'part terms'} aria-label={title ?? message('web.terms.soon')}>
      {title && <h2>{title}</h2>}
      <ul class="lines">
        {terms.map((term) => (
          <li key={term.fact} data-row>
            <a href={cardPath(term.fact)}>{term.name}</a>
            <span class="term-ends">{term.text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
