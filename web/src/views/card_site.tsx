// What a site's card says at a glance: the status that it holds and those that it seeks, its area, its
// residents. The facts themselves stand below, each with its words.
import type { VNode } from 'preact';
import { message } from '../messages';
import { cardPath, type Card, type Row } from '../model';

const text = (row: Row, name: string) =>
  (row.cells[name] ?? []).map((each) => each.text).join('; ');

const rowsOf = (card: Card, kind: string) =>
  card.related?.find((group) => group.kind === kind)?.rows ?? [];

const OPEN = new Set(['prepared', 'submitted', '']);

const code = (row: Row, name: string) => {
  const value = row.cells[name]?.[0];
  return value?.type === 'choice' ? value.value : '';
};

interface Line {
  label: string;
  values: { text: string; href: string }[];
}

function linesOf(card: Card): Line[] {
  const sites = rowsOf(card, 'site').filter((row) => row.role === 'site');
  const values = (rows: Row[], name: string, unit = '') =>
    rows
      .filter((row) => text(row, name))
      .map((row) => ({ text: text(row, name) + unit, href: cardPath(row.id) }));
  const applications = rowsOf(card, 'application').filter((row) => OPEN.has(code(row, 'outcome')));
  const granted = rowsOf(card, 'application').filter((row) => code(row, 'outcome') === 'granted');
  const areas = rowsOf(card, 'figure').filter((row) => /площад/i.test(text(row, 'measure')));
  const residents = rowsOf(card, 'membership').filter(
    (row) => row.role === 'whole' && ['resident', 'member', ''].includes(code(row, 'role')),
  );
  return [
    {
      label: message('web.site.held'),
      values: [...values(sites, 'status'), ...values(granted, 'status_sought')],
    },
    {
      label: message('web.site.sought'),
      values: [
        ...values(sites, 'status_sought'),
        ...applications.map((row) => ({
          text: [text(row, 'status_sought'), text(row, 'outcome'), text(row, 'submitted')]
            .filter(Boolean)
            .join(', '),
          href: cardPath(row.id),
        })),
      ],
    },
    {
      label: message('web.site.area'),
      values: [
        ...values(sites, 'area', ` ${message('web.site.hectares')}`),
        ...areas.map((row) => ({
          text: `${text(row, 'value')} ${text(row, 'unit')}`.trim(),
          href: cardPath(row.id),
        })),
      ],
    },
    {
      label: message('web.site.residents', { count: residents.length }),
      values: residents.map((row) => ({ text: text(row, 'member'), href: cardPath(row.id) })),
    },
  ];
}

export function SitePart(props: { card: Card }): VNode | null {
  if (props.card.kind !== 'Site') return null;
  const lines = linesOf(props.card).filter((line) => line.values.length > 0);
  return (
    <section class="part">
      <h2>{message('web.site.title')}</h2>
      {lines.length === 0 && <p class="faint">{message('web.site.nothing')}</p>}
      <dl class="properties brief">
        {lines.map((line) => (
          <div class="property" key={line.label}>
            <dt>{line.label}</dt>
            {line.values.map((value) => (
              <dd key={value.href}>
                <a href={value.href}>{value.text}</a>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}
