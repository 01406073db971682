// Which of black and white is read better on a colour, as WCAG 2 measures contrast.
const BLACK = "#000000";
const WHITE = "#ffffff";

export function inkOn(color: string) {
  const light = luminance(color);
  return (light + 0.05) ** 2 > 1.05 * 0.05 ? BLACK : WHITE;
}

function luminance(color: string) {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
