// An indicator as a picture: what was aimed at and what was reached, by year. The same stands in the
// table beside it, so nothing is said by the picture alone; lines differ in their marks as well.
import type { VNode } from 'preact';
import { groupDigits, message } from '../messages';
import type { Indicator, ProgressValue } from './model';

const WIDTH = 420;
const HEIGHT = 180;
const LEFT = 56;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 30;

const yearOf = (value: ProgressValue) => Number(value.year?.slice(0, 4));

function scaled(values: ProgressValue[]) {
  const years = values.map(yearOf);
  const numbers = values.map((value) => value.number);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
  const x = (year: number) =>
    LEFT + ((year - first) / Math.max(1, last - first)) * (WIDTH - LEFT - RIGHT);
  const y = (number: number) =>
    HEIGHT - BOTTOM - ((number - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
  return { x, y, years: [...new Set(years)].sort((a, b) => a - b), low, high };
}

function Mark(props: { reading: string; x: number; y: number }): VNode {
  const { reading, x, y } = props;
  if (reading === 'target') return <path d={`M${x} ${y - 5}l5 5-5 5-5-5Z`} />;
  if (reading === 'baseline') return <path d={`M${x - 4} ${y - 4}h8v8h-8Z`} />;
  return <circle cx={x} cy={y} r="4" />;
}

export function IndicatorChart(props: { indicator: Indicator }): VNode | null {
  const { indicator } = props;
  const values = indicator.values.filter((value) => yearOf(value) > 0);
  if (values.length < 2) return null;
  const { x, y, years, low, high } = scaled(values);
  const lines = ['target', 'actual'].map((reading) => ({
    reading,
    points: values.filter((value) => value.reading === reading || value.reading === 'baseline'),
  }));
  const step = Math.ceil(years.length / 8);
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={message('web.progress.chart', { measure: indicator.measure ?? '' })}
      >
        {[low, high].map((number) => (
          <g key={number}>
            <path class="chart-line" d={`M${LEFT} ${y(number)}H${WIDTH - RIGHT}`} />
            <text x={LEFT - 8} y={y(number) + 4} text-anchor="end">
              {groupDigits(number)}
            </text>
          </g>
        ))}
        {years
          .filter((_, i) => i % step === 0)
          .map((year) => (
            <text key={year} x={x(year)} y={HEIGHT - 8} text-anchor="middle">
              {year}
            </text>
          ))}
        {lines.map(({ reading, points }) => (
          <g key={reading} class={`chart-${reading}`}>
            <path
              class="chart-path"
              d={points
                .map((value, i) => `${i ? 'L' : 'M'}${x(yearOf(value))} ${y(value.number)}`)
                .join('')}
            />
            {points
              .filter((value) => value.reading === reading)
              .map((value) => (
                <Mark key={value.fact} reading={reading} x={x(yearOf(value))} y={y(value.number)} />
              ))}
          </g>
        ))}
        {values
          .filter((value) => value.reading === 'baseline')
          .map((value) => (
            <g key={value.fact} class="chart-baseline">
              <Mark reading="baseline" x={x(yearOf(value))} y={y(value.number)} />
            </g>
          ))}
      </svg>
      <figcaption class="chart-legend" aria-hidden="true">
        {['baseline', 'target', 'actual'].map((reading) => {
          const text = values.find((value) => value.reading === reading)?.reading_text;
          return (
            text && (
              <span key={reading} class={`chart-${reading}`}>
                <svg viewBox="0 0 12 12">
                  <Mark reading={reading} x={6} y={6} />
                </svg>
                {text}
              </span>
            )
          );
        })}
      </figcaption>
    </figure>
  );
}
