// The colours of figures, resolved. In a page they are custom properties (`page/style/figures.css` has the same ones), so
// that palettes, paper and forced colours work; a picture that leaves the page takes them along.
// Series: Okabe and Ito's colours (2008), made darker or lighter until each has 3:1 on its ground.

export const LIGHT: Record<string, string> = {
  ground: "#ffffff",
  ink: "#1d212a",
  quiet: "#585e69",
  axis: "#828894",
  grid: "#e6e8ec",
  level: "#1d212a55",
  surface: "0.62",
  region: "0.4",
  handle: "#c2410c",
  0: "#0072b2",
  1: "#d55e00",
  2: "#007f5f",
  3: "#b5527f",
  4: "#2b8cc4",
  5: "#7f5500",
  6: "#3a3f4a",
};

export const DARK: Record<string, string> = {
  ground: "#171a21",
  ink: "#e2e5eb",
  quiet: "#a4abb6",
  axis: "#767d89",
  grid: "#2a2f38",
  level: "#e2e5eb66",
  surface: "0.55",
  region: "0.45",
  handle: "#ff8f4a",
  0: "#56b4e9",
  1: "#f08040",
  2: "#2bbf93",
  3: "#d98cb8",
  4: "#5c9bff",
  5: "#e69f00",
  6: "#d5d9e0",
};
