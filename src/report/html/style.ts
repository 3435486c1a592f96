/** The page's style: light and dark by the reader's choice, for screens of any width and for paper. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f7f7f5;--panel:#fff;--ink:#1d2126;--soft:#57606b;--line:#d9dee4;--code:#f1f3f5;--ok:#17703f;--okbg:#e3f4ea;--bad:#b3202a;--badbg:#fce8e9;--warn:#855300;--warnbg:#fdf1d8;--info:#2a579f;--infobg:#e6eefb;--p0:#d9dee4;--p1:#f0b429;--p2:#8fc9a6;--p3:#2f9e63;--mark:#ffdfe0}
@media (prefers-color-scheme:dark){:root{--bg:#13161a;--panel:#1b1f25;--ink:#e7eaee;--soft:#a4adb8;--line:#343b45;--code:#12151a;--ok:#56cc90;--okbg:#15301f;--bad:#ff8b8f;--badbg:#3c1a1d;--warn:#e7b24a;--warnbg:#362a10;--info:#8db8ff;--infobg:#182845;--p0:#343b45;--p1:#c98f1b;--p2:#3a7d58;--p3:#56cc90;--mark:#5c2428}}
*{box-sizing:border-box}
body{margin:0;overflow-wrap:break-word;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
a{color:var(--info)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--panel);padding:.5rem 1rem;z-index:9}
header,main,footer{max-width:84rem;margin:0 auto;padding:0 1.25rem}
.banner{border-top:6px solid var(--line);background:var(--panel);border-bottom:1px solid var(--line)}
.banner.pass{border-top-color:var(--ok)}.banner.fail{border-top-color:var(--bad)}.banner.inconclusive{border-top-color:var(--warn)}
h1{font-size:1.65rem;line-height:1.25;margin:1.25rem 0 .9rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:0 0 .75rem}section{padding-top:1.75rem;scroll-margin-top:2.6rem}
h3{font-size:1rem;margin:1.25rem 0 .35rem}
.verdict{display:inline-block;padding:.05em .55em;border-radius:.4em;margin-right:.4em}
.pass .verdict{background:var(--okbg);color:var(--ok)}.fail .verdict{background:var(--badbg);color:var(--bad)}.inconclusive .verdict{background:var(--warnbg);color:var(--warn)}
.lead{color:var(--soft);margin:.25rem 0 1rem;overflow-wrap:anywhere}
.next{background:var(--infobg);border-radius:.5rem;padding:.7rem 1rem;margin:0 0 1rem;overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.75rem;margin:0 0 1.25rem;padding:0;list-style:none}
.tiles li{border:1px solid var(--line);border-radius:.5rem;padding:.55rem .8rem;background:var(--bg)}
.tiles b{display:block;font-size:1.25rem;font-variant-numeric:tabular-nums}.tiles span{color:var(--soft);font-size:.85rem}
nav{position:sticky;top:0;background:var(--panel);border-bottom:1px solid var(--line);z-index:5}
nav ul{max-width:84rem;margin:0 auto;padding:0 1.25rem;list-style:none;display:flex;gap:1.25rem;overflow-x:auto}
nav a{display:block;padding:.65rem 0;white-space:nowrap;color:var(--ink);text-decoration:none;border-bottom:2px solid transparent}
nav a:hover,nav a:focus-visible{border-bottom-color:var(--info)}
:focus-visible{outline:2px solid var(--info);outline-offset:2px}
.tools{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:center;margin:0 0 .9rem}
.tools input[type=search]{flex:1 1 16rem;max-width:28rem;padding:.45rem .7rem;border:1px solid var(--soft);border-radius:.4rem;background:var(--panel);color:inherit;font:inherit}
.tools label{display:inline-flex;gap:.35rem;align-items:center}
.tools output{color:var(--soft)}
.script{display:none}.js .script{display:inline-flex}.js .tools.script{display:flex}
button{font:inherit;font-size:.85rem;padding:.3rem .7rem;border:1px solid var(--soft);border-radius:.4rem;background:var(--panel);color:inherit;cursor:pointer}
button:hover{border-color:var(--info)}
.finding{background:var(--panel);border:1px solid var(--line);border-left:4px solid var(--soft);border-radius:.5rem;margin:0 0 .7rem;scroll-margin-top:3.5rem}
.finding.new,.finding.expired{border-left-color:var(--bad)}.finding.known{border-left-color:var(--warn)}.finding.observed{border-left-color:var(--info)}
.finding>summary{padding:.65rem 1rem;cursor:pointer;overflow-wrap:anywhere}
.finding>summary b{font-weight:600}
.finding .inside{padding:0 1rem 1rem}.inside>.label:first-child{margin:0 0 .75rem}
.since{color:var(--soft);font-size:.82rem;margin-left:.5rem}
.badge{display:inline-block;font-size:.78rem;padding:.05rem .5rem;border-radius:1rem;background:var(--code);color:var(--soft);margin-right:.4rem;white-space:nowrap}
.badge.new,.badge.expired,.badge.bad{background:var(--badbg);color:var(--bad)}.badge.known,.badge.warn{background:var(--warnbg);color:var(--warn)}.badge.observed,.badge.info{background:var(--infobg);color:var(--info)}.badge.ok{background:var(--okbg);color:var(--ok)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:.75rem}
.pair>div{min-width:0}
.label{color:var(--soft);font-size:.82rem;font-weight:400;display:block;margin-bottom:.15rem}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--code);border:1px solid var(--line);border-radius:.4rem;padding:.55rem .75rem;margin:0;overflow:auto;max-height:24rem;white-space:pre-wrap;overflow-wrap:anywhere}
td code,p code,li code{overflow-wrap:anywhere}
mark{background:var(--mark);color:inherit;border-radius:.2em}
.point{border:1px solid currentColor;border-radius:.25em;padding:0 .2em;font-size:.85em}
blockquote{margin:.25rem 0;padding:.4rem .9rem;border-left:3px solid var(--line);color:var(--ink)}
.copy{display:flex;gap:.5rem;align-items:flex-start;margin:.4rem 0}.copy pre{flex:1;min-width:0}.copy button{flex:none;min-width:7rem;padding:.45rem .7rem}
.next code{background:var(--panel);border:1px solid var(--line);border-radius:.3rem;padding:.1rem .4rem}
.narrow{max-width:52rem}
.frame{overflow:auto;border:1px solid var(--line);border-radius:.5rem;background:var(--panel)}
.frame.tall{max-height:75vh}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:.5rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{position:sticky;top:0;background:var(--panel);box-shadow:0 1px var(--line);white-space:nowrap}
tbody tr:last-child td,tbody tr:last-child th{border-bottom:0}
tbody th{font-weight:600;overflow-wrap:anywhere;min-width:11rem}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
.said{min-width:12rem;max-width:20rem}.found{min-width:11rem;overflow-wrap:anywhere}.chips{min-width:11rem}.chips .chip{display:inline-block;margin:0 .3rem .3rem 0;padding:.05rem .45rem;border-radius:.35rem;background:var(--code);overflow-wrap:anywhere;max-width:100%}
.chip.ok{background:var(--okbg)}.chip.bad{background:var(--badbg)}.chip.warn{background:var(--warnbg)}
.chip small{color:var(--soft)}
.picture{overflow:auto;background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;margin:.5rem 0 1rem;max-height:80vh}
.picture.several{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:flex-start}
.picture svg{display:block;flex:none;max-width:none;overflow:visible;color:var(--soft)}
.picture svg text{fill:var(--ink)}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;list-style:none;padding:0;margin:.25rem 0;font-size:.88rem}
.legend i{display:inline-block;width:.85em;height:.85em;border-radius:.2em;margin-right:.4em;vertical-align:-.08em}
.s0{background:var(--p0)}.s1{background:var(--p1)}.s2{background:var(--p2)}.s3{background:var(--p3)}.sb{background:var(--bad)}.si{background:var(--info)}.sw{background:var(--warn)}
[hidden]{display:none!important}
footer{color:var(--soft);padding-top:2rem;padding-bottom:3rem;font-size:.88rem;overflow-wrap:anywhere}
@media (max-width:40rem){h1{font-size:1.3rem}.copy{flex-wrap:wrap}.copy pre{flex-basis:100%}th,td{padding:.4rem .5rem}header,main,footer{padding-left:.8rem;padding-right:.8rem}}
@media print{:root{color-scheme:light;--bg:#fff;--panel:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#fff}nav,.script,.tools{display:none!important}pre,.frame,.picture,.frame.tall{max-height:none;overflow:visible}.finding{break-inside:avoid-page}thead th{position:static;white-space:normal}table{font-size:.72rem}th,td{overflow-wrap:anywhere;padding:.25rem .35rem}tbody th,.said,.chips,.found{min-width:0}.picture.several{display:block}.picture svg{max-width:100%;height:auto}}
`.replaceAll("\n", "");
