// The network as a table: the same nodes with those that each is tied to, for whoever does not see
// the picture, or would rather read.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { message } from '../messages';
import { Table, type Column } from '../parts/table';
import { ThingLink } from '../parts/value';
import type { Network, NetworkNode } from './model';
import type { Adjacent } from './view';
import type { Seen } from './picture';

const STEP = 100;
const TOLD = 6;

export function NodeTable(props: {
  network: Network;
  adjacent: Map<string, Adjacent[]>;
  seen: Seen;
  kindLabel: (kind: string) => string;
}): VNode {
  const { network, adjacent, seen, kindLabel } = props;
  const [most, setMost] = useState(STEP);
  const byId = new Map(network.nodes.map((node) => [node.id, node]));
  const rows = network.nodes.filter((node) => seen.nodes.has(node.id));
  const columns: Column<NetworkNode>[] = [
    {
      key: 'name',
      title: message('web.column.name'),
      class: 'opening',
      cell: (node) => <ThingLink id={node.id} name={node.label} family={node.family} />,
    },
    { key: 'kind', title: message('web.queue.kind'), cell: (node) => kindLabel(node.kind) },
    {
      key: 'ties',
      title: message('web.network.ties'),
      class: 'narrow',
      cell: (node) => <span class="figure">{node.ties}</span>,
    },
    {
      key: 'tied',
      title: message('web.network.tied_to'),
      cell: (node) => {
        const others = (adjacent.get(node.id) ?? [])
          .filter((each) => seen.edges[each.edge])
          .map((each) => byId.get(each.other))
          .filter((other) => other !== undefined);
        return (
          <>
            {others.slice(0, TOLD).map((other, index) => (
              <span class="cell-value" key={other.id}>
                <ThingLink id={other.id} name={other.label} family={other.family} />
                {index < Math.min(TOLD, others.length) - 1 && <span class="faint comma">, </span>}
              </span>
            ))}
            {others.length > TOLD && (
              <span class="faint"> {message('web.more', { count: others.length - TOLD })}</span>
            )}
          </>
        );
      },
    },
    {
      key: 'group',
      title: message('web.network.group'),
      class: 'narrow',
      cell: (node) => <span class="figure">{node.community}</span>,
    },
  ];
  return (
    <>
      <Table
        caption={message('web.nav.network')}
        columns={columns}
        rows={rows.slice(0, most)}
        keyOf={(node) => node.id}
      />
      {rows.length > most && (
        <p class="more">
          <button type="button" onClick={() => setMost(most + STEP)}>
            {message('web.network.more_rows', { count: Math.min(STEP, rows.length - most) })}
          </button>
        </p>
      )}
    </>
  );
}
