/*
 * The page's own few rules and lines of script: what it needs stands in it, and no other request is made. Both are fixed
 * texts, so that the content security policy can name them by their digest.
 */

export const style = [
  ":root{--a:#1c4b8e;--i:#15202b;--j:#414d58;--k:#5a646d;--l:#e3e7ea;--f:#7d8790;--b:#b3261e}",
  "*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}",
  'body{margin:0;color:var(--i);background:#fff;font:16px/1.55 system-ui,"PingFang TC","Noto Sans TC","Microsoft JhengHei",sans-serif;font-variant-numeric:tabular-nums}',
  ':lang(zh-Hans){font-family:system-ui,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif}',
  "main{max-width:480px;margin:0 auto;overflow-wrap:anywhere}",
  "h1,h2,p,ul,dl,dd,fieldset{margin:0;padding:0;border:0;min-width:0}ul{list-style:none}h1{font-size:26px;line-height:1.3}h2,dt{font-size:16px;font-weight:600}",
  "a{color:var(--a);text-underline-offset:3px}b,strong{font-weight:600}",
  ".t{display:flex;justify-content:space-between;align-items:center;padding:8px 12px 0 20px}.t nav{display:flex}.t nav>*{display:grid;place-items:center;min-width:44px;height:48px;font-size:14px}",
  ".h{padding:2px 20px 16px;border-bottom:1px solid var(--l)}.h p{margin-top:6px;color:var(--j);white-space:pre-line}.h .m{margin-right:12px}.h .o{display:flex;align-items:center}",
  "form,.d{padding:16px 20px 24px;display:grid;gap:18px}.d form{padding:0}",
  "label,legend{display:block;padding:0;margin-bottom:5px}small{font-size:14px;color:var(--k)}",
  "input,select,textarea,button{font:inherit;color:inherit}",
  ".n{display:block;width:100%;min-height:50px;padding:0 12px;border:1px solid var(--f);border-radius:6px;background:#fff}textarea.n{padding:12px;min-height:98px}",
  ".n[aria-invalid]{border:2px solid var(--b)}.e{margin-top:5px;font-size:15px;color:var(--b)}",
  ".g{display:grid;grid-template-columns:repeat(auto-fit,minmax(96px,1fr));gap:8px}.g.w{grid-template-columns:repeat(auto-fit,minmax(148px,1fr))}",
  ".g label{position:relative;margin:0}.g input{position:absolute;opacity:0;inset:0;width:100%;height:100%;margin:0}",
  ".g span{display:grid;place-items:center;text-align:center;min-height:48px;height:100%;padding:6px;border:1px solid var(--f);border-radius:6px}",
  ".g :checked+span{border:2px solid var(--a);padding:5px;background:#e9f0fa;color:#153b72;font-weight:600}.g :disabled+span{border:1px dashed #cbd2d8;background:#f0f2f4;color:var(--k)}",
  ".c{display:grid;grid-template-columns:24px 1fr;gap:0 10px;align-items:start}.c label{margin:0;padding:0 0 12px}.c input{width:24px;height:24px;margin:0;accent-color:var(--a)}.c div{grid-column:2}.c .e{margin:-8px 0 12px;color:var(--b)}.e+label{margin-top:10px}.c,.c a{font-size:15px;color:var(--j)}.c a{color:var(--a);display:inline-block;padding:12px 0;margin:-12px 0 -2px}",
  "button,.u{display:grid;place-items:center;width:100%;min-height:52px;padding:0 16px;border:1px solid var(--a);border-radius:6px;background:var(--a);color:#fff;font-size:17px;font-weight:600;cursor:pointer}button:hover{background:#153b72}.s{background:#fff;color:var(--i);border-color:#cbd2d8;font-weight:400;text-decoration:none}button.s:hover{background:#f0f2f4}[aria-disabled]{background:#f0f2f4;border-color:#cbd2d8;color:var(--k)}",
  ":focus-visible,.g :focus-visible+span{outline:2px solid var(--a);outline-offset:2px}",
  ".m{display:inline-grid;place-items:center;flex:none;width:22px;height:22px;border-radius:3px;font-size:13px;font-weight:600;background:#eaedf0;color:var(--j)}.x{width:40px;height:40px;border-radius:6px;font-size:20px}.y{background:#e6f3eb;color:#1a6640}.r{background:#fdeceb;color:var(--b)}.v{background:#fcf1da;color:#7d4e00}",
  ".q{display:grid;grid-template-columns:22px 1fr;gap:10px;padding:10px 12px;border-radius:6px}.q.r{color:var(--i)}.q.r .m{color:var(--b)}.q.v{color:var(--i)}.q.v .m{color:#7d4e00}",
  ".k{padding:16px;border:1px solid #cbd2d8;border-radius:10px;text-align:center}.k b{display:block;font-size:34px;line-height:1.35}.k small,.k p{font-size:14px;color:var(--j)}",
  ".z li{display:grid;grid-template-columns:28px 1fr;gap:8px;padding:12px 0;border-top:1px solid var(--l)}.z li:first-child{border:0}dd{color:var(--j);margin-top:2px}",
  ".p{font-size:14px;color:var(--k);text-align:center}.hp{position:absolute;left:-9999px}",
  "@media(min-width:48em){body{background:#f5f6f7}main{margin:32px auto;background:#fff;border:1px solid var(--l);border-radius:10px}}",
  "@media print{nav,button,.p,.s{display:none}main{border:0;margin:0}}",
].join("");

/**
 * Keeps a draft for as long as the tab lives (phones are handed round at a gate), never the consent; sends once; goes to the
 * first field that is wrong; counts down and sends where that has to be waited for. On the thank-you page it drops the draft.
 */
export const script = [
  '(d=>{const s=sessionStorage,k="f"+location.pathname.replace(/\\/done$/,""),f=d.forms.f;',
  "if(!f){if(d.querySelector('.k'))s.removeItem(k);return}",
  'const own=e=>e.name&&!/^(hidden|checkbox|submit)$/.test(e.type)&&e.tabIndex>=0;let sent=0;const b=f.querySelector("button"),w=b.textContent;',
  "try{const v=JSON.parse(s.getItem(k)||'{}'),c={};for(const e of f.elements)if(e.checked)c[e.name]=1;",
  'for(const e of f.elements)if(own(e)&&v[e.name]!=null){if(e.type=="radio"){if(!c[e.name]&&e.value==v[e.name]&&!e.disabled)e.checked=true}else if(!e.value)e.value=v[e.name]}}catch{}',
  'f.addEventListener("input",()=>{const v={};for(const e of f.elements)if(own(e)&&(e.type!="radio"||e.checked))v[e.name]=e.value;try{s.setItem(k,JSON.stringify(v))}catch{}});',
  'f.addEventListener("submit",e=>{if(sent)return e.preventDefault();sent=1;b.setAttribute("aria-disabled",true);b.textContent=b.dataset.busy});',
  'addEventListener("pageshow",e=>{if(e.persisted){sent=0;b.removeAttribute("aria-disabled");b.textContent=w}});',
  'const x=d.querySelector("[aria-invalid],.bad input");if(x)x.focus();',
  'const t=d.getElementById("t");if(t){let n=+t.textContent;const i=setInterval(()=>{t.textContent=--n;if(n<1){clearInterval(i);f.requestSubmit()}},1e3)}})(document)',
].join("");
