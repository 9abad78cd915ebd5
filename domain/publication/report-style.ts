/**
 * The report's style, inlined into every page so that a page saved or mailed alone still reads well. Lines of about 38
 * characters at a height of 1.7; colour pairs at 4.5:1 or more in light and dark; wide tables scroll inside their own frame.
 */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#1a1a1c;--soft:#4d4d52;--paper:#fff;--ground:#f4f5f7;--line:#b4b8bf;--link:#0017c1;--visited:#5b1a8b;--head:#00118f;--reached:#1d6f42;--missed:#b3430b;--uncertain:#5f5f6b;--none:#8a8f99;--focus:#000;--halo:#ffd43d}
@media (prefers-color-scheme:dark){:root{--ink:#e9e9ec;--soft:#b9bbc3;--paper:#17181b;--ground:#222429;--line:#565b66;--link:#9db7f9;--visited:#d0a9f5;--head:#c5d4ff;--reached:#6fd39b;--missed:#ff9d66;--uncertain:#b5b8c5;--none:#7d828d;--focus:#fff;--halo:#6b5600}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font-family:"Noto Sans JP","Noto Sans CJK JP","BIZ UDPGothic","Hiragino Sans","Yu Gothic UI",Meiryo,sans-serif;font-size:1rem;line-height:1.7;line-break:strict;overflow-wrap:anywhere;font-feature-settings:"palt" 0}
.frame{max-width:62rem;margin:0 auto;padding:0 1rem}
main.frame{padding-bottom:3rem}
p,li,dd{max-width:40em}
h1,h2,h3,h4,h5{line-height:1.45;margin:0;text-wrap:pretty;word-break:auto-phrase}
h1{font-size:1.75rem;margin:1.5rem 0 .75rem}
h2{font-size:1.5rem;margin:3rem 0 1rem;padding-top:.75rem;border-top:4px solid var(--head)}
h3{font-size:1.25rem;margin:2.5rem 0 .75rem}
h4{font-size:1.0625rem;margin:1.75rem 0 .5rem;color:var(--head)}
h5{font-size:1rem;margin:1rem 0 .25rem}
p{margin:0 0 1rem}
ul,ol{margin:0 0 1rem;padding-left:1.5em}
li{margin:0 0 .375rem}
a{color:var(--link);text-underline-offset:.2em}
a:visited{color:var(--visited)}
a:hover{text-decoration-thickness:.15em}
:focus-visible{outline:4px solid var(--focus);outline-offset:2px;box-shadow:0 0 0 2px var(--halo)}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--halo);color:var(--focus);padding:.5rem 1rem;z-index:1}
.top{border-bottom:1px solid var(--line)}
.top p{margin:0;padding:.75rem 0;font-size:.9375rem;max-width:none}
.lead{font-size:1.0625rem}
.soft{color:var(--soft);font-size:.9375rem}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:0 0 1rem;padding:.75rem 1rem;background:var(--ground);border-left:4px solid var(--line)}
.facts dt{font-weight:700}
.facts dd{margin:0}
.facts .amount{font-variant-numeric:tabular-nums}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:0 0 1.5rem;padding:0;list-style:none}
.counts li{margin:0;padding:.75rem 1rem;background:var(--ground);font-size:.9375rem}
.counts b{display:block;font-size:1.625rem;line-height:1.3;font-variant-numeric:tabular-nums}
.tag{display:inline-block;border:1px solid currentColor;padding:0 .5em;margin-right:.5em;font-size:.875rem;font-weight:700}
.scroll{overflow-x:auto;margin:0 0 1rem}
table{border-collapse:collapse;min-width:100%;font-size:.9375rem;line-height:1.5}
caption{text-align:left;font-weight:700;padding:0 0 .375rem}
th,td{border:1px solid var(--line);padding:.375rem .625rem;text-align:left;vertical-align:top}
thead th{background:var(--ground);vertical-align:bottom}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}th[scope=colgroup]{text-align:center}
tbody th{font-weight:400;min-width:6.75em}thead th.n{min-width:4.75em}.facts ul{margin:0}
tbody tr.sum>*{font-weight:700;border-top-width:3px}
.reached{color:var(--reached)}.missed{color:var(--missed)}.uncertain{color:var(--uncertain)}
.word{white-space:nowrap;font-weight:700}
svg.bar{display:block;width:12rem;height:1.25rem}
.bar .b-reached{fill:var(--reached)}.bar .b-missed{fill:var(--missed)}.bar .b-uncertain{fill:var(--uncertain)}.bar .b-none{fill:none;stroke:var(--none)}
.notes{font-size:.9375rem;list-style:none;padding-left:0}
.notes li{padding-left:1.25em;text-indent:-1.25em}
.pair{display:grid;grid-template-columns:1fr;gap:0 2rem}
.pairs{list-style:none;padding:0}
.pairs>li{max-width:none;border-top:1px solid var(--line);padding:.75rem 0 0}
.pairs h5{margin-top:0}
@media (min-width:48rem){.pair{grid-template-columns:1fr 1fr}}
.plain{list-style:none;padding:0}
.contents>li{margin-bottom:.75rem}
.contents .soft{display:block}
details{margin:0 0 1rem;font-size:.9375rem}
figure{margin:0 0 1.25rem;max-width:40em}
figure img{display:block;max-width:100%;height:auto}
figcaption{font-size:.9375rem;margin-top:.375rem}
summary{cursor:pointer;padding:.25rem 0}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.875em;overflow-wrap:anywhere}
footer{border-top:1px solid var(--line);background:var(--ground)}
footer .frame{padding-top:1rem;padding-bottom:2rem;font-size:.9375rem}
.near{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:2rem 0}
@media (max-width:30rem){h1{font-size:1.5rem}h2{font-size:1.3125rem}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}svg.bar{width:7rem}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--paper:#fff;--ground:#fff;--line:#777;--link:#000;--visited:#000;--head:#000;--reached:#000;--missed:#000;--uncertain:#000;--none:#777}@page{size:A4;margin:18mm 16mm}body{font-size:10pt;line-height:1.6}.skip,.top,.near,details{display:none}.frame{max-width:none;padding:0}a{text-decoration:none}h2,h3,h4,h5,caption{break-after:avoid}tr,li,figure,.facts{break-inside:avoid}figure img{max-height:90mm;width:auto}.scroll{overflow:visible}.article{break-before:page}.pair{grid-template-columns:1fr 1fr}.bar .b-reached{fill:#333}.bar .b-missed{fill:#999}.bar .b-uncertain{fill:#ddd}footer{background:none}}
`.trim()

/** On top of it for a draft: the word 案 on every page, on paper, too (what is fixed repeats on each printed page). */
export const draftStyle = `
.draft{position:fixed;top:.5rem;right:.75rem;margin:0;padding:0 .75em;border:3px solid var(--missed);color:var(--missed);background:var(--paper);font-weight:700;font-size:1.25rem;z-index:2}
@media print{.draft{top:0;right:0}}`
