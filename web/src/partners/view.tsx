// Whom an organization could work with: what is sought, and who answers it, each with the facts that
// speak for it and the way there.
import type { VNode } from 'preact';
import { who } from '../account/session';
import { api } from '../api';
import { briefPath } from '../brief/model';
import { message, tongue } from '../messages';
import { cardPath, type Schema } from '../model';
import { Field, FormError, TextField, useSending } from '../parts/form';
import { PrintButton } from '../parts/icons';
import { ThingLink, ValueView } from '../parts/value';
import { EntityField } from '../reviews/entity_field';
import { navigate, withQuery, type Address } from '../router';
import { CONDITIONS, type Partner, type Partners } from './model';

export interface Sought {
  /** Undefined where it is not said for whom. */
  found: Partners | undefined;
  schema: Schema;
}

/** For whom: whom the address names, else whom one acts for. */
async function forWhom(address: Address): Promise<string | undefined> {
  return address.query.get('for') ?? (await who()).account?.entity?.id;
}

export async function loadPartners(address: Address): Promise<Sought> {
  const [schema, of] = await Promise.all([api.schema(), forWhom(address)]);
  const { query } = address;
  const given = Object.fromEntries(
    [...CONDITIONS, 'offset' as const].map((name) => [name, query.get(name) ?? undefined]),
  );
  return { schema, found: of ? await api.partners({ for: of, ...given }) : undefined };
}

export function PartnersView(props: Sought & { address: Address }): VNode {
  const { found, address } = props;
  return (
    <>
      <header class="view-head">
        {found && <PrintButton />}
        <h1>
          {found
            ? message('web.partners.of', { name: found.entity.text })
            : message('web.partners.title')}
        </h1>
        <p class="lead">{found ? found.summary : message('web.partners.for_whom')}</p>
      </header>
      {!found && <ForWhom address={address} />}
      {found && (
        <>
          <Conditions {...props} of={found.entity.entity} />
          {found.cut && <p class="note">{message('web.partners.cut')}</p>}
          {found.partners.map((partner) => (
            <PartnerView key={partner.entity.entity} partner={partner} of={found.entity.entity} />
          ))}
          <Pages found={found} address={address} />
        </>
      )}
    </>
  );
}

/** For whom partners are sought: the organization that is chosen, or the first of the name. */
function ForWhom(props: { address: Address }): VNode {
  const { busy, error, setError, submit } = useSending(async (given) => {
    const named = given['for'] ?? '';
    const id = /^ru-/.test(named)
      ? named
      : (await api.suggest(named, 1)).suggestions.find(({ id }) => id)?.id;
    if (id) navigate(withQuery(props.address, { for: id }));
    else setError(message('web.partners.unknown', { name: named }));
  });
  return (
    <form class="filter-form" onSubmit={(event) => void submit(event)}>
      <EntityField id="partner-for" name="for" label={message('web.partners.organization')} words />
      <button type="submit" class="strong" disabled={busy}>
        {message('web.partners.find')}
      </button>
      <FormError error={error} />
    </form>
  );
}

function Conditions(props: Sought & { address: Address; of: string }): VNode {
  const { address, schema } = props;
  const { query } = address;
  const search = (event: Event) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const next = Object.fromEntries(
      CONDITIONS.map((name) => [name, String(given.get(name) ?? '').trim() || undefined]),
    );
    navigate(withQuery(address, { for: props.of, offset: undefined, ...next }));
  };
  return (
    <form class="filter-form partner-form" key={String(query)} onSubmit={search}>
      <Field id="partner-field" label={message('web.partners.field')}>
        <select id="partner-field" name="field" defaultValue={query.get('field') ?? ''}>
          <option value="">{message('web.partners.any')}</option>
          {schema.fields?.map((field) => (
            <option
              key={field.code}
              value={field.code}
              selected={field.code === query.get('field')}
            >
              {field.label}
            </option>
          ))}
        </select>
      </Field>
      <TextField
        id="partner-product"
        name="product"
        label={message('web.partners.product')}
        value={query.get('product') ?? ''}
        optional
      />
      <TextField
        id="partner-region"
        name="region"
        label={message('web.partners.region')}
        value={query.get('region') ?? ''}
        optional
      />
      <button type="submit" class="strong">
        {message('web.partners.search')}
      </button>
    </form>
  );
}

function PartnerView(props: { partner: Partner; of: string }): VNode {
  const { partner } = props;
  const { entity, path } = partner;
  return (
    <article class="partner" data-row>
      <h2>
        <ThingLink id={entity.entity} name={entity.text} family={entity.family} />
      </h2>
      {partner.regions && <p class="faint">{partner.regions}</p>}
      {partner.reasons.length > 0 && (
        <ul class="lines">
          {partner.reasons.map((reason) => (
            <li>
              <span class="faint" lang={tongue()}>
                {reason.property_label}:
              </span>{' '}
              {reason.words !== reason.fact.text && reason.words} <ValueView value={reason.fact} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <span class="faint">{message('web.partners.path')}</span>{' '}
        {path ? (
          path.steps.map((step, i) => (
            <>
              {i === 0 && <ValueView value={step.from} />} → <ValueView value={step.to.entity} />{' '}
              <span class="faint">
                (<ValueView value={step.fact} />)
              </span>
            </>
          ))
        ) : (
          <span class="faint">{message('web.partners.no_path')}</span>
        )}
      </p>
      <p class="more">
        <a href={`${cardPath(entity.entity)}#new-comments`}>{message('web.partners.write')}</a>
        <a href={briefPath(props.of, entity.entity)}>{message('web.brief.open_both')}</a>
      </p>
    </article>
  );
}

function Pages(props: { found: Partners; address: Address }): VNode | null {
  const { found, address } = props;
  const next = found.offset + found.partners.length;
  if (found.offset === 0 && next >= found.total) return null;
  const before = Math.max(0, found.offset - found.limit);
  return (
    <p class="more">
      {found.offset > 0 && (
        <a href={withQuery(address, { offset: before ? String(before) : undefined })}>
          ← {message('web.partners.before')}
        </a>
      )}
      {next < found.total && (
        <a href={withQuery(address, { offset: String(next) })}>{message('web.partners.next')} →</a>
      )}
    </p>
  );
}
