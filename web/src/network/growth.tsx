// Growing through the years: a slider over the days of the network, which can be played.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dateText } from '../format';
import { takeKeys } from '../keys';
import { message } from '../messages';
import { Icon } from '../parts/icons';

const PACE = 900;

export function Growth(props: {
  days: string[];
  day: string | undefined;
  counts: { nodes: number; edges: number };
  onDay: (day: string | undefined) => void;
}): VNode | null {
  const { days, day, counts, onDay } = props;
  const [playing, setPlaying] = useState(false);
  const last = days.length - 1;
  const at = day === undefined ? last : Math.max(0, days.filter((each) => each <= day).length - 1);
  const show = (index: number) => onDay(index >= last ? undefined : days[index]);
  const toggle = () => {
    if (!playing && at >= last) show(0);
    setPlaying(!playing);
  };
  useEffect(() => {
    if (!playing) return undefined;
    if (at >= last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => show(at + 1), PACE);
    return () => clearTimeout(timer);
  }, [playing, at]);
  useEffect(
    () =>
      takeKeys({
        p: () => {
          if (last > 0) toggle();
          return last > 0;
        },
      }),
    [playing, at, last],
  );
  if (last < 1) return null;
  const shown = message('web.network.grown', {
    day: dateText(day ?? days[last] ?? ''),
    nodes: message('web.network.nodes', { count: counts.nodes }),
    edges: message('web.network.edges', { count: counts.edges }),
  });
  return (
    <div class="growth" role="group" aria-label={message('web.network.growth')}>
      <button
        type="button"
        class="quiet"
        onClick={toggle}
        aria-keyshortcuts="p"
        title={message(playing ? 'web.network.pause' : 'web.network.play')}
        aria-label={message(playing ? 'web.network.pause' : 'web.network.play')}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-label={message('web.network.growth')}
        aria-valuetext={shown}
        onInput={(event) => {
          setPlaying(false);
          show(Number(event.currentTarget.value));
        }}
      />
      <output class="figure">{shown}</output>
    </div>
  );
}
