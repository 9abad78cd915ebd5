import { deskStyle } from './desk-style.js'
import { fieldStyle } from './pages/field-style.js'
import { memberStyle } from './pages/review/members/member-style.js'
import { answersStyle } from './pages/review/responses/answers-style.js'
import { benchStyle } from './pages/review/workbench/bench-style.js'
import { tokens } from './tokens.js'

/**
 * The pages' one style sheet. Lines of about 38 characters at a height of 1.7 where people read; tight tables where the office compares.
 */
export const style = `
${tokens}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font-family:"Noto Sans JP","Noto Sans CJK JP","BIZ UDPGothic","Hiragino Sans","Yu Gothic UI",Meiryo,sans-serif;font-size:1rem;line-height:1.7;line-break:strict;overflow-wrap:anywhere}
.frame{max-width:62rem;margin:0 auto;padding:0 1rem}
.wide{max-width:84rem}
header .frame,footer .frame{max-width:84rem}
main{padding-bottom:3rem!important;outline:0}
p,li,dd{max-width:40em}
h1,h2,h3{line-height:1.4;margin:0;text-wrap:pretty;word-break:auto-phrase}
h1{font-size:1.625rem;margin:1.25rem 0 .5rem}
h2{font-size:1.1875rem;margin:2rem 0 .5rem}
p{margin:0 0 .75rem}
ul,ol{margin:0 0 1rem;padding-left:1.5em}
a{color:var(--link);text-underline-offset:.2em}
a:visited{color:var(--visited)}
a:hover{text-decoration-thickness:.15em}
:focus-visible{outline:4px solid var(--focus);outline-offset:2px;box-shadow:0 0 0 2px var(--halo)}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;background:var(--halo);color:var(--focus);padding:.5rem 1rem;z-index:2}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.soft{color:var(--soft);font-size:.9375rem}
.rows .soft,td .soft{display:block;font-size:.875rem}
.at,.state{white-space:nowrap}
.lead{margin-bottom:.25rem}
.late-word{color:var(--attention);font-weight:700}
.warning{color:var(--attention)}
.state{display:inline-block;padding:0 .5em;border-radius:.25rem;font-size:.875rem;font-weight:700;line-height:1.6;border:1px solid currentColor}
.quiet{color:var(--quiet);background:var(--quiet-ground)}.active{color:var(--active);background:var(--active-ground)}.done{color:var(--done);background:var(--done-ground)}.attention{color:var(--attention);background:var(--attention-ground)}
body>header>.frame{display:grid;grid-template-columns:minmax(0,1fr) auto;column-gap:1.25rem}body>header>.frame>*{grid-column:1/-1}
body>header{border-bottom:1px solid var(--line);background:var(--ground)}
.brand{display:flex;flex-wrap:wrap;gap:0 1.25rem;align-items:baseline;margin:0;padding:.625rem 0 0;max-width:none}
.brand>a{font-weight:700;font-size:1.125rem;text-decoration:none;color:var(--head)}
header nav ul{display:flex;flex-wrap:wrap;gap:0 .25rem;list-style:none;margin:.25rem 0 0 -.625rem;padding:0}
header nav a{display:block;padding:.375rem .625rem;border-bottom:4px solid transparent;color:var(--link)}
header nav a[aria-current]{border-color:var(--head);color:var(--ink);font-weight:700;text-decoration:none}
.clock{margin:0;padding:.375rem 0;font-size:.875rem;color:var(--soft);max-width:none;border-top:1px solid var(--hair)}
.clock strong{color:var(--ink)}
footer{border-top:1px solid var(--line);background:var(--ground);font-size:.875rem}
footer p{margin:0;padding:.75rem 0 1.5rem;max-width:none}
.legend{display:flex;flex-wrap:wrap;gap:.125rem 1rem;font-size:.875rem;max-width:none;margin-bottom:.5rem}
.key::before{content:"";display:inline-block;width:1.5em;height:.75em;margin-right:.375em;border-radius:2px;border:1px solid var(--bar-edge)}
.key-now::before{background:var(--bar-now);border-color:var(--bar-now)}.key-done::before{background:var(--bar-done);border-color:var(--bar-done)}.key-late::before{background:var(--bar-late);border-color:var(--bar-late)}
.key-gate::before{display:none}
.key-statutory::before{width:0;height:1em;border:0;border-left:2px dashed var(--statutory);border-radius:0;vertical-align:-.15em}
table{border-collapse:collapse;min-width:100%;font-size:.9375rem;line-height:1.5}
caption{text-align:left;font-weight:700;padding:0 0 .375rem}
th,td{border:1px solid var(--line);padding:.3125rem .625rem;text-align:left;vertical-align:top}
thead th{background:var(--ground);vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:400}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll{overflow-x:auto;margin:0 0 1.25rem;position:relative}
.scroll td,.scroll th{min-width:4.5em}.scroll tbody th,.scroll td.name{min-width:9em}.scroll tbody th.written,.scroll td.written,.scroll td:has(>.written),.scroll td:has(>ul){min-width:16em}.indicator tbody th{white-space:nowrap}.scroll .state,.keep{white-space:nowrap!important}td>ul{margin:0;padding-left:1.25em}
.seats thead th{white-space:normal;min-width:8.5em}.seats tbody th,.seats thead th:first-child{position:sticky;left:0;background:var(--paper)}.seats thead th:first-child{background:var(--ground)}
.chart{width:100%;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
.chart th,.chart td{border:0;border-bottom:1px solid var(--hair);padding:.25rem .5rem;vertical-align:middle}
.chart thead th{border-bottom:1px solid var(--line);vertical-align:bottom}
.chart tbody th{min-width:15em}
.chart tr.planned th,.chart tr.planned td{color:var(--soft)}
.chart tr.open th{font-weight:700}
.chart .state{font-size:.8125rem}.chart .state.quiet{border-color:transparent;background:none;font-weight:400}
.c-gate{min-width:8.5em}.count,.c-gate .late-word{white-space:nowrap}.c-gate .note{display:block;color:var(--attention);font-size:.8125rem}
.c-day{white-space:nowrap;font-size:.8125rem}
.chart .c-bar{width:48%;padding:0;position:relative;min-width:22rem}
.months{display:flex;position:relative;padding-top:1.75rem;font-size:.75rem;line-height:1.25}
.months span{flex:1;border-left:1px solid var(--hair);padding-left:.1875rem;font-weight:400;position:relative;min-width:0}
.months .turn{border-left-color:var(--line)}
.months b{position:absolute;top:-1.0625rem;left:.1875rem;font-weight:700;white-space:nowrap}
.months svg{position:absolute;top:0;left:0;width:100%;height:14px;overflow:visible}
.months text{fill:var(--today);font-size:11px;font-weight:700}
.chart .months{padding-top:2.25rem}
svg.bar{position:absolute;inset:0;width:100%;height:100%;display:block}
.grid{stroke:var(--hair)}.grid.turn{stroke:var(--line)}
.planned{fill:var(--bar-planned);stroke:var(--bar-edge)}
.passed{stroke:none}.passed.now{fill:var(--bar-now)}.passed.done{fill:var(--bar-done)}.passed.late{fill:var(--bar-late)}
.gate{fill:var(--paper);stroke:var(--ink);stroke-width:1.5}.passed-gate{fill:var(--bar-edge);stroke:var(--bar-edge)}.shut{fill:var(--bar-late);stroke:var(--ink)}
.today{stroke:var(--today);stroke-width:2}.statutory{stroke:var(--statutory);stroke-width:2;stroke-dasharray:5 4}
.three{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:0 2.5rem;margin-top:.5rem}
.three h2{border-top:4px solid var(--head);padding-top:.5rem}
.stages{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11rem),1fr));gap:.75rem;list-style:none;padding:0;max-width:none;counter-reset:stage}
.stages.short{grid-template-columns:repeat(auto-fit,minmax(min(100%,8.5rem),1fr))}
.stages li{display:flex;flex-direction:column;border-top:4px solid var(--head);padding:.5rem .25rem;max-width:none}
.stages strong{font-size:1.375rem;font-variant-numeric:tabular-nums}
.rows{list-style:none;padding:0}
.rows li{padding:.375rem 0;border-bottom:1px solid var(--hair);max-width:none}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:0 0 1rem;padding:.75rem 1rem;background:var(--ground);border-left:4px solid var(--line)}
.facts dt{font-weight:700}.facts dd{margin:0;min-width:0}
.filter{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:end;background:var(--ground);padding:.75rem 1rem;margin:0 0 1.25rem}
.filter p{margin:0;min-width:0}.filter label{display:block;font-weight:700;font-size:.875rem}.filter .check label{display:inline;font-weight:400;font-size:1rem}
select,input,button{font:inherit;color:inherit;max-width:100%}
select,input:not([type=checkbox],[type=radio]){background:var(--paper);border:1px solid var(--ink);border-radius:.25rem;padding:.375rem .5rem;min-height:2.75rem}
input[type=checkbox],input[type=radio]{width:1.5rem;height:1.5rem;vertical-align:middle;margin:.625rem .375rem .625rem 0}
button{background:var(--link);color:var(--paper);border:0;border-radius:.375rem;padding:.5rem 1.25rem;min-height:2.75rem;font-weight:700;cursor:pointer}
button:hover{text-decoration:underline}
.course{list-style:none;padding:0;border-left:4px solid var(--line)}
.course>li{display:grid;grid-template-columns:14rem 1fr;gap:0 1rem;padding:.375rem 0 .375rem 1rem;max-width:none}
.course p{margin:0}.when{font-variant-numeric:tabular-nums}
.near{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1rem 0}
.letter{background:var(--ground);padding:1rem;white-space:pre-wrap;font-family:"Noto Sans Mono CJK JP","BIZ UDGothic","MS Gothic",Osaka-Mono,monospace;line-height:1.6;overflow-x:auto;max-width:48em}
details{margin:0 0 1rem}
summary{cursor:pointer;padding:.5rem 0;color:var(--link);text-decoration:underline;text-underline-offset:.2em}
.step{border-top:1px solid var(--line)}
.step h2{margin-top:1.25rem}
.hash{white-space:nowrap}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.875em;overflow-wrap:anywhere}
${fieldStyle.trim()}
${deskStyle.trim()}
${benchStyle.trim()}
${memberStyle.trim()}
${answersStyle.trim()}
@media (max-width:60rem){
.chart,.chart tbody,.chart thead,.chart tr,.chart th,.chart td{display:block}
.chart thead th:not(.c-bar){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);border:0;padding:0}
.chart tbody tr{display:flex;flex-wrap:wrap;gap:.125rem .75rem;padding:.5rem 0 0;border-bottom:1px solid var(--hair);align-items:center}
.chart tbody th,.chart tbody td{border:0;padding:0;min-width:0}
.chart tbody th{width:100%}
.chart td.c-day+td.c-day::before{content:"〜 "}
.c-gate:empty{display:none!important}
.chart .c-bar{width:100%;min-width:0}
.chart tbody .c-bar{height:2rem}
.chart thead{position:sticky;top:0;background:var(--ground);z-index:1}
.months span{padding-left:.0625rem;font-size:.6875rem;border-left-color:transparent}
}
@media (max-width:40rem){h1{font-size:1.375rem}.months span:not(.quarter){font-size:0}.months span b{font-size:.6875rem}.months .quarter,.months .turn{border-left-color:var(--line)}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}.course>li{grid-template-columns:1fr}.at,.state{white-space:normal}.filter p{width:100%}.filter select,.filter input:not([type=checkbox],[type=radio]){width:100%}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--paper:#fff;--ground:#fff;--line:#777;--hair:#bbb;--link:#000;--visited:#000;--head:#000;--quiet:#000;--active:#000;--done:#000;--attention:#000;--quiet-ground:#fff;--active-ground:#fff;--done-ground:#fff;--attention-ground:#fff;--bar-now:#333;--bar-done:#999;--bar-late:#666;--bar-planned:#fff;--bar-edge:#555;--today:#000;--statutory:#000}@page{size:A4 landscape;margin:12mm}html,body{font-size:9.5pt;line-height:1.5}.skip,header nav,.filter,.near,footer{display:none}.frame,.wide{max-width:none;padding:0}a{text-decoration:none}tr,li,.facts{break-inside:avoid}h2,caption{break-after:avoid}.scroll{overflow:visible}svg{print-color-adjust:exact}.chart .c-bar{min-width:0}}
`.trim()
