"""The stylesheet of the page: a sheet of paper, a phone, light, dark, and print."""

from __future__ import annotations

from typing import Final

from simulator.report.palette import DARK, LIGHT, variables

_SHEET: Final = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
 font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.page{max-width:66rem;margin:0 auto;padding:clamp(1.25rem,4vw,3.5rem) clamp(1.25rem,4vw,3rem) 4rem}
h1,h2,.lead,.figure-value{font-family:"Iowan Old Style","Palatino Linotype",Palatino,
 "URW Palladio L",P052,Georgia,serif;font-weight:600;letter-spacing:-.012em;text-wrap:balance}
h1{font-size:clamp(2.1rem,6vw,3.4rem);line-height:1.08;margin:.2rem 0 .6rem}
h2{font-size:clamp(1.5rem,3.4vw,2rem);line-height:1.2;margin:0 0 .75rem}
h3{font-size:1.0625rem;line-height:1.35;margin:2rem 0 .75rem}
p,ul,ol,dl,figure,table{margin:0 0 1rem}
p,li{max-width:42rem}
.kicker{color:var(--accent);font-weight:600;font-size:.875rem;letter-spacing:.08em;
 text-transform:uppercase;margin:0}
.when,.note,figcaption,caption{color:var(--soft)}
.when{font-size:1.125rem}
.note,figcaption{font-size:.9375rem;line-height:1.5}
section{margin-top:clamp(2.5rem,6vw,4rem)}
.hero{margin-top:2rem;padding:clamp(1.5rem,4vw,2.75rem);background:var(--accent-ground);
 border-radius:1rem;border-left:.5rem solid var(--accent)}
.hero h2{font:600 .9375rem/1.4 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;
 letter-spacing:.02em;color:var(--accent);margin:0 0 .4rem}
.hero p:last-child{margin-bottom:0}
.lead{font-size:clamp(1.6rem,4.6vw,2.5rem);line-height:1.18;margin:0 0 .6rem;max-width:34rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:0;
 margin:2rem 0 0;border-top:1px solid var(--rule)}
.figures>div{padding:1rem 1rem 1rem 0;border-bottom:1px solid var(--rule);display:flex;
 flex-direction:column-reverse;justify-content:flex-end}
.figures dt{color:var(--soft);font-size:.9375rem;line-height:1.4}
.figures dd{margin:0}
.figure-value{font-size:2.1rem;line-height:1.15}
.changes{padding-left:1.2rem;columns:2 20rem;column-gap:2.5rem}
.changes li{padding-left:.2rem;break-inside:avoid;margin-bottom:.3rem}
.changes li::marker{color:var(--accent)}
.first{font-size:1.1875rem}
.way{list-style:none;padding:0;display:grid;gap:.75rem;
 grid-template-columns:repeat(auto-fit,minmax(15rem,1fr))}
.way li{padding:1.1rem 1.25rem;background:var(--card);border:1px solid var(--rule);
 border-radius:.75rem;border-top:.3rem solid var(--rule)}
.way .done{border-top-color:var(--good)}
.way .open{border-top-color:var(--accent)}
.way h3{margin:0 0 .25rem}
.way p{margin:0 0 .4rem;font-size:.9375rem;line-height:1.5}
.way p:last-child{margin:0}
.word{font-weight:600}
.good{color:var(--good)}.warn{color:var(--warn)}.soft{color:var(--soft)}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:1rem;
 margin:0 0 1rem}
figcaption{margin-top:.75rem}
figure{background:var(--card);border:1px solid var(--rule);border-radius:.75rem;
 padding:1.1rem 1.25rem;min-width:0;break-inside:avoid}
.pictures figure{margin:0}
figure h4{margin:0 0 .1rem;font-size:1rem;line-height:1.35}
.beside{display:grid;gap:1rem 2rem;align-items:start;
 grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr))}
svg{display:block;width:100%;height:auto;overflow:visible;font:12px/1 system-ui,-apple-system,
 "Segoe UI",Roboto,Arial,sans-serif}
svg text{fill:var(--soft)}
svg .ink{fill:var(--ink)}
svg .strong{fill:var(--ink);font-weight:600}
svg .grid{stroke:var(--rule);stroke-width:1;fill:none}
svg .axis{stroke:var(--line);stroke-width:1;fill:none}
svg .dashed{stroke:var(--line);stroke-width:1.25;stroke-dasharray:4 4;fill:none}
svg .curve{stroke:var(--accent);stroke-width:2.25;fill:none;stroke-linejoin:round;
 stroke-linecap:round}
svg .dot{fill:var(--accent)}
svg .hollow{fill:var(--card);stroke:var(--accent);stroke-width:2}
svg .shown{fill:var(--good)}
svg .tick{stroke:var(--card);stroke-width:2;fill:none;stroke-linecap:round;stroke-linejoin:round}
svg .lacking{fill:none;stroke:var(--warn);stroke-width:2;stroke-dasharray:3 2.2}
svg .none{stroke:var(--line);stroke-width:1.5}
.scroll{overflow-x:auto;margin:0 0 1rem;border:1px solid var(--rule);border-radius:.75rem;
 background:var(--card);max-width:100%}
.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;margin:0;font-size:.9375rem;line-height:1.45;
 font-variant-numeric:tabular-nums}
caption{text-align:left;padding:1rem 1.1rem .5rem;font-size:.9375rem}
caption span{display:inline-block;position:sticky;left:1.1rem;
 max-width:min(42rem,calc(100vw - 6rem))}
.weeks tbody th{white-space:nowrap}
th,td{padding:.5rem .75rem;text-align:left;vertical-align:top;border-top:1px solid var(--rule)}
th:first-child,td:first-child{padding-left:1.1rem}
thead th{font-weight:600;color:var(--soft);vertical-align:bottom;border-top:0}
tbody th{font-weight:600}
.number,.short{white-space:nowrap}
.number{text-align:right}
thead .number{white-space:normal}
.evidence{min-width:58rem;font-size:.875rem}
.evidence tbody th{min-width:9rem}
.evidence ul{list-style:none;margin:0;padding:0}
.evidence li{margin:0}
.call{color:var(--soft);font-size:.8125rem;white-space:nowrap}
.confusion td,.confusion thead th{text-align:center}
.confusion thead th:first-child{text-align:left}
.confusion td.best{font-weight:700;box-shadow:inset 0 0 0 2px var(--good)}
.heat-1{background:var(--heat-1)}.heat-2{background:var(--heat-2)}.heat-3{background:var(--heat-3)}
footer{margin-top:4rem;padding-top:1.5rem;border-top:1px solid var(--rule)}
footer h2{font-size:1.25rem}
@page{size:A4;margin:16mm 15mm}
@media print{
 html{font-size:10.5pt}
 body{background:#fff}
 .page{max-width:none;padding:0}
 section{margin-top:2rem}
 h2,h3,h4,caption{break-after:avoid}
 tr,figure,.way li,.hero{break-inside:avoid}
 thead{display:table-header-group}
 .scroll{overflow:visible;border-radius:0}
 table{font-size:9pt}
 th,td{padding:.3rem .4rem}
 .number,.short{white-space:normal}
 .evidence{min-width:0;font-size:8pt}
 .evidence tbody th{min-width:0}
 .evidence .call{font-size:7.5pt}
 .pictures{grid-template-columns:repeat(2,1fr)}
 .new-page{break-before:page;margin-top:0}
 .hero,.way li,figure,td,th{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""


def stylesheet() -> str:
    """All of it; dark only on a screen, since paper is white."""
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}"
    return f":root{{color-scheme:light dark;{variables(LIGHT)}}}{dark}{_SHEET}"
