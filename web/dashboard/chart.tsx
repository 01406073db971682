// Charts, drawn by Chart.js in the colours of the page; loaded when the first one is shown.
import {
  BarController, BarElement, CategoryScale, Chart as Drawn, type ChartConfiguration, Filler, Legend, LineController, LineElement, LinearScale,
  PointElement, Tooltip,
} from "chart.js";
import { useEffect, useRef, useSyncExternalStore } from "react";

import type { Row } from "./figure";

Drawn.register(BarController, BarElement, CategoryScale, Filler, Legend, LineController, LineElement, LinearScale, PointElement, Tooltip);

// Bars that stand, bars that lie, or lines.
export type Bars = "bars" | "rows" | "lines";

const PALETTE = ["#3b7fc4", "#c98a10", "#2f9e6e", "#b4517f", "#7a68c9", "#5c8a99"];
const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

interface Props {
  kind: Bars;
  series: string[];
  rows: Row[];
  label: string;
}

export default function Chart({ kind, series, rows, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDark = useSyncExternalStore(watchScheme, () => dark.matches);
  const content = JSON.stringify([kind, series, rows]);
  useEffect(() => {
    const chart = new Drawn(canvas.current!, described(kind, series, rows));
    return () => chart.destroy();
    // What is drawn is decided by what is shown and by the colours of the page.
  }, [content, isDark]);
  const height = kind === "rows" ? Math.max(120, rows.length * 30 + 40) : 280;
  return (
    <div className="canvas" style={{ height }}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}

function watchScheme(listener: () => void) {
  dark.addEventListener("change", listener);
  return () => dark.removeEventListener("change", listener);
}

function described(kind: Bars, series: string[], rows: Row[]): ChartConfiguration {
  const style = getComputedStyle(document.body);
  const [ink, line] = [style.color, style.borderTopColor];
  const datasets = series.map((name, index) => {
    const color = PALETTE[index % PALETTE.length]!;
    const colors = rows.map((row) => row.color ?? color);
    const data = rows.map(({ counts }) => counts[index] ?? 0);
    return kind === "lines"
      ? { label: name, data, borderColor: color, backgroundColor: color, pointRadius: 2, tension: 0.2, borderWidth: 2 }
      : { label: name, data, backgroundColor: colors, borderRadius: 3, maxBarThickness: 34 };
  });
  const counts = { beginAtZero: true, ticks: { color: ink, precision: 0 }, grid: { color: line } };
  const names = { ticks: { color: ink, autoSkip: kind !== "rows" }, grid: { display: false } };
  return {
    type: kind === "lines" ? "line" : "bar",
    data: { labels: rows.map(({ label }) => shortened(label)), datasets },
    options: {
      animation: calm.matches ? false : { duration: 250 },
      indexAxis: kind === "rows" ? "y" : "x",
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false, axis: kind === "rows" ? "y" : "x" },
      plugins: { legend: { display: series.length > 1, labels: { color: ink, boxWidth: 14 } } },
      scales: kind === "rows" ? { x: counts, y: names } : { x: names, y: counts },
    },
  } as ChartConfiguration;
}

const shortened = (label: string) => (label.length > 34 ? `${label.slice(0, 32)}…` : label);
