// What is in the network: its middle, the families of nodes and the kinds of facts as chips, and
// the rest of the conditions in a form. All of it stands in the address.
import type { VNode } from 'preact';
import { message, groupDigits } from '../messages';
import type { Schema } from '../model';
import { Shape } from '../parts/icons';
import { navigate } from '../router';
import { queryOf, toggled, type Look, type Network, type Parameters } from './model';

/** The families in the order in which they are told; the last two are nodes where it is asked. */
export const FAMILIES = ['person', 'body', 'firm', 'place', 'project', 'agreement'] as const;
const STEPS = ['1', '2', '3'];

interface Properties {
  network: Network;
  schema: Schema;
  asked: Parameters;
  look: Look;
}

/** The address with other conditions: what was seen of the old picture is left behind. */
function addressWith(props: Properties, changes: Record<string, string | undefined>): string {
  const asked: Parameters = { ...props.asked };
  for (const [name, value] of Object.entries(changes)) {
    if (value) asked[name] = value;
    else delete asked[name];
  }
  const { colour, table, asOf } = props.look;
  const query = queryOf(asked, { colour, table, ...(asOf ? { asOf } : {}) }).toString();
  return query ? `/network?${query}` : '/network';
}

function Chip(props: {
  on: boolean;
  href: string;
  text: string;
  count?: number | undefined;
  family?: string;
}): VNode {
  return (
    <a
      class={props.on ? 'chip on' : 'chip'}
      aria-current={props.on ? 'true' : undefined}
      href={props.href}
    >
      {props.family && (
        <span class={`family-${props.family}`}>
          <Shape family={props.family} />
        </span>
      )}
      {props.text}
      {props.count !== undefined && <span class="chip-count">{groupDigits(props.count)}</span>}
    </a>
  );
}

function Chips(props: { title: string; children: VNode[] }): VNode | null {
  if (props.children.length === 0) return null;
  return (
    <div class="chips" role="group" aria-label={props.title}>
      <span class="chips-title">{props.title}</span>
      {props.children}
    </div>
  );
}

function FamilyChips(props: Properties): VNode {
  const { network, asked } = props;
  const counts = new Map<string, number>();
  for (const node of network.nodes) counts.set(node.family, (counts.get(node.family) ?? 0) + 1);
  const chosen = new Set((asked['thing'] ?? '').split(' '));
  const offered = FAMILIES.filter(
    (family) => asked['thing'] !== undefined || counts.has(family) || chosen.has(family),
  );
  return (
    <Chips title={message('web.network.things')}>
      {offered.map((family) => (
        <Chip
          key={family}
          family={family}
          on={chosen.has(family)}
          href={addressWith(props, { thing: toggled(asked['thing'], family) })}
          text={message(`web.family.${family}`)}
          count={counts.get(family)}
        />
      ))}
    </Chips>
  );
}

function KindChips(props: Properties): VNode {
  const { network, schema, asked } = props;
  const chosen = new Set((asked['kind'] ?? '').split(' ').filter(Boolean));
  const counts = new Map(network.kinds.map((kind) => [kind.kind, kind.edges]));
  const offered =
    chosen.size === 0
      ? network.kinds.map((kind) => ({ name: kind.kind, label: kind.label }))
      : schema.kinds.filter((kind) => kind.fact);
  return (
    <Chips title={message('web.network.kinds')}>
      {offered.map((kind) => (
        <Chip
          key={kind.name}
          on={chosen.has(kind.name)}
          href={addressWith(props, { kind: toggled(asked['kind'], kind.name) })}
          text={kind.label}
          count={counts.get(kind.name)}
        />
      ))}
    </Chips>
  );
}

function MiddleChips(props: Properties): VNode | null {
  const { network, asked } = props;
  if (!network.entity) return null;
  const steps = asked['steps'] ?? '1';
  return (
    <Chips title={message('web.network.steps')}>
      {STEPS.map((each) => (
        <Chip
          key={each}
          on={each === steps}
          href={addressWith(props, { steps: each === '1' ? undefined : each })}
          text={each}
        />
      ))}
    </Chips>
  );
}

const FIELDS = [
  { name: 'since', pattern: '\\d{4}(-\\d{2}){0,2}' },
  { name: 'until', pattern: '\\d{4}(-\\d{2}){0,2}' },
  { name: 'region', pattern: undefined },
  { name: 'source', pattern: undefined },
  { name: 'ties', pattern: '[1-9]\\d{0,5}' },
] as const;

function Conditions(props: Properties): VNode {
  const { asked } = props;
  const submit = (event: Event) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const changes = Object.fromEntries(
      FIELDS.map(({ name }) => [name, String(given.get(name) ?? '').trim() || undefined]),
    );
    navigate(addressWith(props, changes));
  };
  const set = FIELDS.some(({ name }) => asked[name] !== undefined);
  return (
    <details class="conditions" open={set}>
      <summary>{message('web.network.conditions')}</summary>
      <form onSubmit={submit}>
        {FIELDS.map(({ name, pattern }) => (
          <label key={name}>
            <span>{message(`web.network.field.${name}`)}</span>
            <input
              name={name}
              type="text"
              pattern={pattern}
              value={asked[name] ?? ''}
              autocomplete="off"
              spellcheck={false}
              placeholder={message(`web.network.hint.${name}`)}
            />
          </label>
        ))}
        <button type="submit">{message('web.network.apply')}</button>
      </form>
    </details>
  );
}

export function NetworkFilter(props: Properties): VNode {
  const { asked } = props;
  const narrowed = Object.keys(asked).length > 0;
  return (
    <div class="filters">
      <MiddleChips {...props} />
      <FamilyChips {...props} />
      <KindChips {...props} />
      <Chips title={message('web.network.nodes_too')}>
        {[
          <Chip
            key="facts"
            on={asked['facts'] === '1'}
            href={addressWith(props, { facts: asked['facts'] === '1' ? undefined : '1' })}
            text={message('web.network.facts')}
          />,
        ]}
      </Chips>
      <Conditions key={JSON.stringify(asked)} {...props} />
      {narrowed && (
        <a class="clear" href="/network">
          {message('web.network.whole_network')}
        </a>
      )}
    </div>
  );
}
