// Beside the picture: what is selected, with those that stand beside it and the words that say so;
// the paths to another; or, where nothing is selected, who is tied most and which groups there are.
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, ApiError } from '../api';
import { briefPath } from '../brief/model';
import { message } from '../messages';
import { cardPath, type EntityValue, type Evidence } from '../model';
import { Shape } from '../parts/icons';
import { Mark, ThingLink } from '../parts/value';
import { GROUPS } from './colours';
import {
  groupsOf,
  scopeOf,
  type Neighbours,
  type Network,
  type NetworkNode,
  type Parameters,
  type Paths,
  type Tie,
} from './model';
import { NodeField } from './node_field';

const TOP = 12;

interface Properties {
  network: Network;
  asked: Parameters;
  node: NetworkNode | undefined;
  to: string | undefined;
  colour: 'family' | 'community';
  kindLabel: (kind: string) => string;
  inPicture: (id: string) => boolean;
  /** The path that is shown, and all that were found. */
  paths: Paths | undefined;
  pathFailed: string | undefined;
  shownPath: number;
  onPath: (index: number) => void;
  onSelect: (id: string | undefined) => void;
  onTo: (id: string | undefined) => void;
}

/** A node as a button that selects it, or as a link to its card where the picture has it not. */
function Name(props: {
  thing: { id: string; name: string; family: string };
  inPicture: boolean;
  onSelect: (id: string) => void;
}): VNode {
  const { id, name, family } = props.thing;
  if (!props.inPicture) return <ThingLink id={id} name={name} family={family} />;
  return (
    <button type="button" class={`node-name family-${family}`} onClick={() => props.onSelect(id)}>
      <Shape family={family} />
      {name}
    </button>
  );
}

function thingOf(value: EntityValue) {
  return { id: value.entity, name: value.text, family: value.family };
}

/** The mark that shows the words. */
function Words(props: { value: EntityValue; evidence: Evidence[] }): VNode | null {
  if (props.evidence.length === 0) return null;
  return (
    <Mark
      alone
      claim={{
        id: '',
        value: props.value,
        state: 'read',
        author: '',
        evidence: props.evidence,
      }}
    />
  );
}

/** Asks the server anew whenever the key changes; what was there stays until then. */
export function useAnswer<Answer>(
  key: string | undefined,
  ask: () => Promise<Answer>,
): { answer: Answer | undefined; failed: string | undefined } {
  const [held, setHeld] = useState<{ key: string; answer?: Answer; failed?: string }>();
  useEffect(() => {
    if (key === undefined) return undefined;
    let ended = false;
    ask().then(
      (answer) => {
        if (!ended) setHeld({ key, answer });
      },
      (error: unknown) => {
        if (ended) return;
        const told = error instanceof ApiError ? error.message : '';
        setHeld({ key, failed: told || message('web.failure.broken') });
      },
    );
    return () => {
      ended = true;
    };
  }, [key]);
  const mine = held && held.key === key ? held : undefined;
  return { answer: mine?.answer, failed: mine?.failed };
}

function TieRow(props: { tie: Tie; inPicture: boolean; onSelect: (id: string) => void }): VNode {
  const { tie } = props;
  const roles = [...new Set(tie.roles.map((role) => `${role.label}: ${role.role_label}`))];
  const days = [...new Set([tie.first_text, tie.last_text])].filter(Boolean).join(' — ');
  return (
    <li data-row>
      <Name thing={thingOf(tie.entity)} inPicture={props.inPicture} onSelect={props.onSelect} />{' '}
      <Words value={tie.entity} evidence={tie.evidence} />
      <p class="faint">
        {[message('web.network.reports', { count: tie.reports }), ...roles, days]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  );
}

function Beside(props: Properties & { node: NetworkNode }): VNode {
  const { node, asked, inPicture, onSelect } = props;
  const scope = scopeOf(asked);
  const { answer, failed } = useAnswer<Neighbours>(`${node.id} ${JSON.stringify(scope)}`, () =>
    api.neighbours(node.id, scope),
  );
  return (
    <section aria-busy={!answer && !failed}>
      <h3>{message('web.network.beside')}</h3>
      {failed && <p role="alert">{failed}</p>}
      {answer && (
        <>
          <ul class="ties">
            {answer.neighbours.map((tie) => (
              <TieRow
                key={tie.entity.entity}
                tie={tie}
                inPicture={inPicture(tie.entity.entity)}
                onSelect={onSelect}
              />
            ))}
          </ul>
          {answer.total > answer.neighbours.length && (
            <p class="faint">
              <a href={cardPath(node.id)}>
                {message('web.more', { count: answer.total - answer.neighbours.length })}
              </a>
            </p>
          )}
        </>
      )}
    </section>
  );
}

function PathView(props: Properties): VNode {
  const { paths, pathFailed, shownPath, onPath, inPicture, onSelect, onTo } = props;
  return (
    <section class="paths" aria-busy={!paths && !pathFailed}>
      <h3>
        {message('web.network.path')}{' '}
        <button type="button" class="small" onClick={() => onTo(undefined)}>
          {message('web.network.path_close')}
        </button>
      </h3>
      {pathFailed && <p role="alert">{pathFailed}</p>}
      {paths && <p role="status">{paths.summary}</p>}
      {paths && (
        <p>
          <a href={briefPath(paths.from.entity, paths.to.entity)}>
            {message('web.brief.open_both')}
          </a>
        </p>
      )}
      {paths?.paths.map((path, index) => (
        <details
          key={index}
          open={index === shownPath}
          onToggle={(event) => {
            if (event.currentTarget.open && index !== shownPath) onPath(index);
          }}
        >
          <summary>
            {message('web.network.path_of', {
              count: path.length,
              reports: message('web.network.reports', { count: path.reports }),
            })}
          </summary>
          <ol class="path">
            <li>
              <Name
                thing={thingOf(path.steps[0]?.from ?? paths.from)}
                inPicture={inPicture(path.steps[0]?.from.entity ?? '')}
                onSelect={onSelect}
              />
            </li>
            {path.steps.map((step) => (
              <li key={step.to.entity.entity}>
                <p class="path-fact">
                  <ThingLink
                    id={step.fact.entity}
                    name={step.fact.text}
                    family={step.fact.family}
                  />{' '}
                  <Words value={step.to.entity} evidence={step.to.evidence} />
                </p>
                <Name
                  thing={thingOf(step.to.entity)}
                  inPicture={inPicture(step.to.entity.entity)}
                  onSelect={onSelect}
                />
              </li>
            ))}
          </ol>
        </details>
      ))}
    </section>
  );
}

function Selected(props: Properties & { node: NetworkNode; focus: boolean }): VNode {
  const { node, network } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (props.focus) title.current?.focus();
  }, [node.id]);
  const middle = network.entity?.entity === node.id;
  return (
    <>
      <p class={`kind family-${node.family}`}>
        <Shape family={node.family} />
        {props.kindLabel(node.kind)}
        <button
          type="button"
          class="quiet panel-close"
          onClick={() => props.onSelect(undefined)}
          aria-label={message('web.network.unselect')}
          title={message('web.network.unselect')}
        >
          ×
        </button>
      </p>
      <h2 ref={title} tabIndex={-1}>
        {node.label}
      </h2>
      <p class="faint">
        {message('web.network.node', { count: node.ties, group: node.community })}
      </p>
      <p class="panel-ways">
        <a href={cardPath(node.id)}>{message('web.network.card')}</a>
        {!middle && (
          <a href={`/network?entity=${encodeURIComponent(node.id)}`}>
            {message('web.network.around_this')}
          </a>
        )}
      </p>
      <NodeField
        title={message('web.network.path_to')}
        nodes={network.nodes.filter((each) => each.id !== node.id)}
        onChoose={props.onTo}
      />
      {props.to !== undefined && <PathView {...props} />}
      <Beside {...props} node={node} />
    </>
  );
}

function Groups(props: { network: Network; onSelect: (id: string) => void }): VNode | null {
  const groups = groupsOf(props.network).slice(0, TOP);
  if (groups.length === 0) return null;
  return (
    <section>
      <h2>{message('web.network.groups')}</h2>
      <ol class="groups">
        {groups.map((group) => (
          <li key={group.number} data-row>
            <span
              class={group.number <= GROUPS ? `group-dot group-${group.number}` : 'group-dot'}
              aria-hidden="true"
            />
            <span class="figure">{group.number}</span>{' '}
            <Name
              thing={{ ...group.first, name: group.first.label }}
              inPicture
              onSelect={props.onSelect}
            />{' '}
            <span class="count">{message('web.network.nodes', { count: group.size })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Most(props: { network: Network; onSelect: (id: string) => void }): VNode {
  return (
    <section>
      <h2>{message('web.network.most')}</h2>
      <ol class="ties">
        {props.network.nodes.slice(0, TOP).map((node) => (
          <li key={node.id} data-row>
            <Name thing={{ ...node, name: node.label }} inPicture onSelect={props.onSelect} />{' '}
            <span class="count">{node.ties}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Panel(props: Properties): VNode {
  const { node, network } = props;
  /** Whoever selects from the panel goes on reading there. */
  const [focus, setFocus] = useState(false);
  const select = (id: string | undefined) => {
    setFocus(id !== undefined);
    props.onSelect(id);
  };
  return (
    <aside class="network-panel" aria-label={message('web.network.panel')}>
      {node ? (
        <Selected {...props} node={node} focus={focus} onSelect={select} />
      ) : (
        <>
          {props.colour === 'community' && <Groups network={network} onSelect={select} />}
          <Most network={network} onSelect={select} />
        </>
      )}
    </aside>
  );
}
