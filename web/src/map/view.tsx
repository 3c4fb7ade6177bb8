// The map: federal subjects coloured by how many rows of a list are of each, tiles for those that
// have no shape, and the same as a table beside it. Each leads to the rows.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import shapes from 'virtual:region-shapes';
import { api } from '../api';
import { bind, midSentence } from '../format';
import { groupDigits, message } from '../messages';
import { cardPath, type Row } from '../model';
import { ThingLink } from '../parts/value';
import { navigate } from '../router';
import type { Shown } from '../views/map';
import './map.css';
import { boundsOf, CLASSES, classOf, placed, ranked, type MapRegion } from './model';

/** The lists that are looked at by region. */
const LISTS = ['agreements', 'organizations', 'people', 'projects', 'sites', 'clusters'] as const;

/** The list of what the map counts in a region or of a country: its filters hold there too. */
function listPath(shown: Shown, filter: 'region' | 'entity', value: string): string {
  const query = new URLSearchParams(shown.filters);
  query.set(filter, value);
  return `/${shown.map.list}?${query}`;
}

function Chips(props: { list: string }): VNode {
  return (
    <div class="chips" role="group" aria-label={message('web.map.what')}>
      <span class="chips-title">{message('web.map.what')}</span>
      {LISTS.map((list) => (
        <a
          key={list}
          class={list === props.list ? 'chip on' : 'chip'}
          aria-current={list === props.list ? 'true' : undefined}
          href={list === 'agreements' ? '/map' : `/map?list=${list}`}
        >
          {message(`web.nav.${list}`)}
        </a>
      ))}
    </div>
  );
}

/** What the colours mean: the counts of each class. */
function Legend(props: { bounds: number[]; most: number }): VNode {
  const { bounds, most } = props;
  const range = (from: number, to: number) =>
    from >= to ? groupDigits(from) : `${groupDigits(from)}–${groupDigits(to)}`;
  return (
    <ul class="map-legend figure" aria-label={message('web.map.legend')}>
      <li>
        <span class="map-swatch class-0" />0
      </li>
      {bounds.map((bound, index) => (
        <li key={bound}>
          <span class={`map-swatch class-${shade(index + 1, bounds)}`} />
          {range(bound, (bounds[index + 1] ?? most + 1) - 1)}
        </li>
      ))}
    </ul>
  );
}

/** The colour of a class: where there are few classes they lie apart. */
function shade(number: number, bounds: number[]): number {
  return number === 0 ? 0 : Math.round((number * CLASSES) / bounds.length);
}

/** Sites and towns so many of each. */
const WITHIN = 30;

/** The sites and towns of a region, which are fetched when they are asked for. */
function PlacesWithin(props: { region: MapRegion }): VNode {
  const [found, setFound] = useState<Row[]>();
  const open = async () => {
    if (found) return;
    const parameters = { region: props.region.name, limit: String(WITHIN) };
    const lists = await Promise.all(
      ['sites', 'places'].map((name) => api.list(name, parameters).catch(() => undefined)),
    );
    setFound(lists.flatMap((list) => list?.rows ?? []).filter((row) => row.kind !== 'Region'));
  };
  return (
    <details class="map-within" onToggle={() => void open()}>
      <summary>{message('web.map.within')}</summary>
      {found?.length === 0 && <p class="faint">{message('web.map.within_none')}</p>}
      {found && found.length > 0 && (
        <ul class="things">
          {found.map((row) => (
            <li key={row.id}>
              <ThingLink id={row.id} name={row.name} family={row.family} />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

export function MapView(props: { shown: Shown }): VNode {
  const { shown } = props;
  const { map } = shown;
  const [over, setOver] = useState<MapRegion>();
  const bounds = boundsOf(map.regions.map((region) => region.count));
  const { drawn, tiles } = placed(map.regions, shapes.shapes);
  const rows = ranked(map.regions);
  const most = rows[0]?.count ?? 0;
  const shadeOf = (count: number) => shade(classOf(count, bounds), bounds);
  const look = (region: MapRegion) => shadeOf(region.count);
  const told = (region: MapRegion) => `${region.name} — ${groupDigits(region.count)}`;
  return (
    <div class="map">
      <header class="view-head">
        <h1>{message('web.map.title', { what: midSentence(map.label) })}</h1>
        <p class="lead">{bind(map.summary)}</p>
        <div class="filters">
          <Chips list={map.list} />
          {[...shown.filters].length > 0 && (
            <a class="clear" href={map.list === 'agreements' ? '/map' : `/map?list=${map.list}`}>
              {message('web.filter.clear')}
            </a>
          )}
        </div>
      </header>
      <div class="map-sides">
        <div>
          <svg
            class="map-picture"
            viewBox={`0 0 ${shapes.width} ${shapes.height}`}
            aria-hidden="true"
            onMouseLeave={() => setOver(undefined)}
          >
            {drawn.map(({ region, path }) => (
              <path
                key={region.name}
                class={`map-region class-${look(region)}`}
                d={path}
                data-name={region.name}
                onMouseEnter={() => setOver(region)}
                onClick={() => navigate(listPath(shown, 'region', region.name))}
              >
                <title>{told(region)}</title>
              </path>
            ))}
            <path class="map-borders" d={shapes.borders} />
          </svg>
          <p class="map-over figure" aria-hidden="true">
            {over ? told(over) : message('web.map.hint')}
          </p>
          <Legend bounds={bounds} most={most} />
          {tiles.length > 0 && (
            <section class="part">
              <h2>{message('web.map.tiles')}</h2>
              <ul class="map-tiles">
                {tiles.map((region) => (
                  <li key={region.name}>
                    <a
                      class={`class-${look(region)}`}
                      href={listPath(shown, 'region', region.name)}
                    >
                      {region.name}
                      {region.country && <span class="faint"> ({region.country})</span>}{' '}
                      <span class="figure">{groupDigits(region.count)}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {map.countries.length > 0 && (
            <section class="part">
              <h2>{message('web.map.countries')}</h2>
              <ul class="map-tiles">
                {map.countries.map((country) => (
                  <li key={country.id}>
                    <a
                      class={`class-${shadeOf(country.count)}`}
                      href={
                        country.count ? listPath(shown, 'entity', country.id) : cardPath(country.id)
                      }
                    >
                      {country.name} <span class="figure">{groupDigits(country.count)}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <p class="faint map-source">{message('web.map.source')}</p>
        </div>
        <section aria-labelledby="map-regions">
          <h2 id="map-regions">{message('web.map.regions')}</h2>
          {rows.length === 0 ? (
            <p>{message('web.map.nothing')}</p>
          ) : (
            <ol class="map-rows">
              {rows.map((region) => (
                <li
                  key={region.name}
                  data-row
                  onMouseEnter={() => setOver(region)}
                  class={over === region ? 'lit' : ''}
                >
                  <a href={listPath(shown, 'region', region.name)}>{region.name}</a>{' '}
                  <span class="count">{groupDigits(region.count)}</span>
                  <span
                    class="map-bar"
                    aria-hidden="true"
                    style={{ width: `${(region.count / most) * 100}%` }}
                  />
                  <PlacesWithin region={region} />
                </li>
              ))}
            </ol>
          )}
        </section>
      </div>
    </div>
  );
}
