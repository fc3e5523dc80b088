// Numbers of a figure as text.

/** Six digits, as the build writes them. */
export function numberText(value: number | null): string {
  if (value === null) return "–";
  const [digits, power] = value.toExponential(5).split("e") as [string, string];
  if (Number(power) > -5 && Number(power) < 6) return String(Number(value.toPrecision(6))).replace("-", "−");
  const raised = [...String(Number(power))].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]!)).join("");
  return `${digits.replace(/\.?0+$/, "").replace("-", "−")}·10${raised}`;
}
