// The view of the network: the answer in words, the conditions as chips, the picture or the table,
// what is selected beside it. Everything but what only moves the eye stands in the address.
import type { VNode } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { api, apiAddress } from '../api';
import { bind, dateText } from '../format';
import { takeKeys } from '../keys';
import { message } from '../messages';
import { Icon, Shape } from '../parts/icons';
import { say } from '../parts/notice';
import { noteAddress } from '../router';
import { Nothing } from '../views/list';
import type { Shown } from '../views/network';
import { FAMILIES, NetworkFilter } from './filter';
import { Growth } from './growth';
import {
  askedOf,
  daysOf,
  grownBy,
  lookOf,
  queryOf,
  scopeOf,
  signatureOf,
  type Look,
  type Network,
  type Paths,
} from './model';
import './network.css';
import { NodeField } from './node_field';
import { Panel, useAnswer } from './panel';
import { Picture, type Handle, type Seen } from './picture';
import { savePicture } from './save';
import { NodeTable } from './table';

export interface Adjacent {
  edge: number;
  other: string;
}

/** Of each node its edges and whom they lead to, those of most reports first, as they stand. */
function adjacentOf(network: Network): Map<string, Adjacent[]> {
  const adjacent = new Map<string, Adjacent[]>();
  const add = (from: string, edge: number, other: string) => {
    const list = adjacent.get(from);
    if (list) list.push({ edge, other });
    else adjacent.set(from, [{ edge, other }]);
  };
  network.edges.forEach((edge, index) => {
    add(edge.from, index, edge.to);
    add(edge.to, index, edge.from);
  });
  return adjacent;
}

/** What is lit: a path, or the selected node with those beside it. */
function litOf(
  adjacent: Map<string, Adjacent[]>,
  at: string | undefined,
  path: Paths['paths'][number] | undefined,
): Seen['lit'] {
  if (path) {
    const nodes = new Set<string>();
    const edges = new Set<number>();
    for (const step of path.steps) {
      const [from, fact, to] = [step.from.entity, step.fact.entity, step.to.entity.entity];
      nodes.add(from).add(to).add(fact);
      for (const [one, other] of [
        [from, to],
        [from, fact],
        [fact, to],
      ])
        for (const each of adjacent.get(one ?? '') ?? [])
          if (each.other === other) edges.add(each.edge);
    }
    return { nodes, edges };
  }
  if (at === undefined || !adjacent.has(at)) return undefined;
  const beside = adjacent.get(at) ?? [];
  return {
    nodes: new Set([at, ...beside.map((each) => each.other)]),
    edges: new Set(beside.map((each) => each.edge)),
  };
}

/** The look of the address, kept there as it changes. */
function useLook(address: Shown['address']) {
  const asked = useMemo(() => askedOf(address.query), [address]);
  const [look, setLook] = useState(() => lookOf(address.query));
  useEffect(() => setLook(lookOf(address.query)), [address]);
  const change = useCallback(
    (changes: Partial<Look>) =>
      setLook((before) => {
        const next = { ...before, ...changes };
        const query = queryOf(asked, next).toString();
        noteAddress(query ? `/network?${query}` : '/network');
        return next;
      }),
    [asked],
  );
  return { asked, look, change };
}

function Legend(props: { network: Network }): VNode {
  const there = new Set(props.network.nodes.map((node) => node.family));
  return (
    <ul class="legend" aria-label={message('web.network.legend')}>
      {FAMILIES.filter((family) => there.has(family)).map((family) => (
        <li key={family}>
          <span class={`family-${family}`}>
            <Shape family={family} />
          </span>
          {message(`web.family.${family}`)}
        </li>
      ))}
    </ul>
  );
}

function Bar(props: {
  network: Network;
  look: Look;
  files: (format: string) => string;
  handle: Handle | undefined;
  change: (changes: Partial<Look>) => void;
  onFind: (id: string) => void;
  onSave: (as: 'png' | 'svg') => void;
}): VNode {
  const { look, change, files } = props;
  const button = (on: boolean, text: string, changes: Partial<Look>) => (
    <button type="button" class={on ? 'on' : ''} aria-pressed={on} onClick={() => change(changes)}>
      {text}
    </button>
  );
  return (
    <div class="network-bar">
      <div class="segments" role="group" aria-label={message('web.network.look')}>
        {button(!look.table, message('web.network.picture'), { table: false })}
        {button(look.table, message('web.network.table'), { table: true })}
      </div>
      {!look.table && (
        <>
          <div class="segments" role="group" aria-label={message('web.network.colour')}>
            {button(look.colour === 'family', message('web.network.by_family'), {
              colour: 'family',
            })}
            {button(look.colour === 'community', message('web.network.by_group'), {
              colour: 'community',
            })}
          </div>
          <NodeField
            title={message('web.network.find')}
            nodes={props.network.nodes}
            onChoose={props.onFind}
          />
        </>
      )}
      <details class="save">
        <summary>{message('web.network.save')}</summary>
        <ul>
          {!look.table &&
            (['png', 'svg'] as const).map((as) => (
              <li key={as}>
                <button
                  type="button"
                  class="quiet"
                  disabled={!props.handle}
                  onClick={() => props.onSave(as)}
                >
                  {message(`web.network.save.${as}`)}
                </button>
              </li>
            ))}
          {(['gexf', 'csv'] as const).map((as) => (
            <li key={as}>
              <a href={files(as)} download={`network.${as}`}>
                {message(`web.network.save.${as}`)}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Zoom(props: { handle: Handle | undefined }): VNode {
  const { handle } = props;
  const button = (text: VNode | string, label: string, act: () => void) => (
    <button type="button" disabled={!handle} title={label} aria-label={label} onClick={act}>
      {text}
    </button>
  );
  return (
    <div class="zoom" role="group" aria-label={message('web.network.zoom')}>
      {button('+', message('web.network.nearer'), () => handle?.zoom(1.5))}
      {button('−', message('web.network.farther'), () => handle?.zoom(1 / 1.5))}
      {button(<Icon name="whole" />, message('web.network.all_of_it'), () => handle?.whole())}
    </div>
  );
}

export function NetworkView(props: Shown): VNode {
  const { network, schema, address } = props;
  const { asked, look, change } = useLook(address);
  const [handle, setHandle] = useState<Handle>();
  const [shownPath, showPath] = useState(0);
  const signature = useMemo(() => signatureOf(network), [network]);
  const adjacent = useMemo(() => adjacentOf(network), [network]);
  const days = useMemo(() => daysOf(network.first, network.last), [network]);
  const grown = useMemo(() => grownBy(network, look.asOf), [network, look.asOf]);
  const kindLabel = (kind: string) =>
    schema.kinds.find((each) => each.name === kind)?.label ?? kind;
  const node = network.nodes.find((each) => each.id === look.at);
  const way = look.at && look.to ? { from: look.at, to: look.to } : undefined;
  const scope = scopeOf(asked);
  const found = useAnswer<Paths>(way && `${way.from} ${way.to} ${JSON.stringify(scope)}`, () =>
    api.paths(way?.from ?? '', way?.to ?? '', scope),
  );
  const paths = way ? found.answer : undefined;
  const seen: Seen = {
    nodes: grown.nodes,
    edges: grown.edges,
    lit: litOf(adjacent, node?.id, paths?.paths[shownPath]),
    chosen: [node?.id, way?.to].filter((id) => id !== undefined),
    colour: look.colour,
  };
  const select = (id: string | undefined) => {
    showPath(0);
    change({ at: id, to: undefined });
  };
  const find = (id: string) => {
    select(id);
    handle?.reach(id);
  };
  useEffect(
    () =>
      takeKeys({
        t: () => {
          change({ table: !look.table });
          return true;
        },
      }),
    [look.table, change],
  );

  const title = network.entity
    ? message('web.network.around', { name: network.entity.text })
    : message('web.nav.network');
  const save = (as: 'png' | 'svg') => {
    if (!handle) return;
    const under = [
      network.summary,
      look.asOf && message('web.network.as_of', { day: dateText(look.asOf) }),
    ]
      .filter(Boolean)
      .join(' ');
    savePicture(as, handle, network, title, under).catch(() =>
      say({ text: message('web.network.not_saved'), failed: true }),
    );
  };
  const files = (format: string) => apiAddress('network', { ...asked, as_of: look.asOf, format });

  return (
    <div class="network">
      <header class="view-head">
        <h1>{title}</h1>
        <p class="lead">{bind(network.summary)}</p>
        <NetworkFilter network={network} schema={schema} asked={asked} look={look} />
      </header>
      {network.nodes.length === 0 ? (
        <Empty narrowed={Object.keys(asked).length > 0} />
      ) : (
        <>
          <Bar
            network={network}
            look={look}
            files={files}
            handle={handle}
            change={change}
            onFind={find}
            onSave={save}
          />
          <Growth
            days={days}
            day={look.asOf}
            counts={{ nodes: grown.nodes.size, edges: grown.edgeCount }}
            onDay={(day) => change({ asOf: day })}
          />
          {look.table ? (
            <NodeTable network={network} adjacent={adjacent} seen={seen} kindLabel={kindLabel} />
          ) : (
            <div class="network-sides">
              <div class="network-picture">
                <Picture
                  network={network}
                  signature={signature}
                  seen={seen}
                  camera={look.camera}
                  label={message('web.network.label', { summary: network.summary })}
                  onSelect={select}
                  onCamera={(camera) => change({ camera })}
                  onHandle={setHandle}
                />
                <Zoom handle={handle} />
                <p id="network-keys" class="hidden">
                  {message('web.network.keys')}
                </p>
                {look.colour === 'family' && <Legend network={network} />}
              </div>
              <Panel
                network={network}
                asked={asked}
                node={node}
                to={way?.to}
                colour={look.colour}
                kindLabel={kindLabel}
                inPicture={(id) => adjacent.has(id)}
                paths={paths}
                pathFailed={way && found.failed}
                shownPath={shownPath}
                onPath={showPath}
                onSelect={(id) => {
                  select(id);
                  if (id !== undefined) handle?.reach(id);
                }}
                onTo={(id) => {
                  showPath(0);
                  change({ to: id });
                }}
              />
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Empty(props: { narrowed: boolean }): VNode {
  return props.narrowed ? (
    <Nothing
      title={message('web.list.none_found')}
      text={message('web.list.widen')}
      href="/network"
      link={message('web.network.whole_network')}
    />
  ) : (
    <Nothing
      title={message('web.network.empty')}
      text={message('web.network.empty_why')}
      href="/add"
      link={message('web.add.title')}
    />
  );
}
