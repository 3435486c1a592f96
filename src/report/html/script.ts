/**
 * The page's behaviour in a browser: filters of lists and tables, copying, links into what is folded, and paper. Without
 * it, all is there to be read.
 */
export const SCRIPT = `(()=>{"use strict";
const all=(selector,from=document)=>[...from.querySelectorAll(selector)];
document.documentElement.classList.add("js");
for(const tools of all("[data-filters]")){
const items=all(tools.dataset.filters+" [data-tags]");
const search=tools.querySelector("input[type=search]");
const boxes=all("input[type=checkbox]",tools);
const output=tools.querySelector("output");
const texts=new Map(items.map((item)=>[item,item.textContent.toLowerCase()]));
const apply=()=>{
const words=search.value.toLowerCase().split(/\\s+/).filter((word)=>word!=="");
const wanted=boxes.filter((box)=>box.checked).map((box)=>box.value);
const isAny=tools.dataset.mode==="any";
let shown=0;
for(const item of items){
const tags=item.dataset.tags.split(" ");
const isOf=isAny?wanted.some((tag)=>tags.includes(tag)):wanted.every((tag)=>tags.includes(tag));
const text=texts.get(item);
item.hidden=!(isOf&&words.every((word)=>text.includes(word)));
if(!item.hidden)shown+=1;
}
output.textContent=shown===items.length?"all "+items.length:shown+" of "+items.length;
};
tools.addEventListener("input",apply);
apply();
}
const copied=async(text)=>{
try{await navigator.clipboard.writeText(text);return true}catch{}
const area=document.createElement("textarea");
area.value=text;document.body.append(area);area.select();
const isDone=document.execCommand("copy");
area.remove();return isDone;
};
document.addEventListener("click",async(event)=>{
const button=event.target.closest("[data-copy]");
if(!button)return;
const label=button.textContent;
const isDone=await copied(button.parentElement.querySelector("code").textContent);
button.textContent=isDone?"Copied":"Select and copy by hand";
button.focus();
setTimeout(()=>{button.textContent=label},1500);
});
const unfold=()=>{
const at=location.hash.length>1?document.getElementById(decodeURIComponent(location.hash.slice(1))):null;
for(let one=at;one;one=one.parentElement){one.hidden=false;if(one.tagName==="DETAILS")one.open=true}
at?.scrollIntoView();
};
addEventListener("hashchange",unfold);
if(location.hash.length>1)unfold();
document.addEventListener("keydown",(event)=>{
if(event.key!=="/"||event.target.closest("input,textarea"))return;
const search=all("input[type=search]").find((one)=>one.getBoundingClientRect().bottom>0);
if(search){event.preventDefault();search.focus()}
});
let folded=[];
addEventListener("beforeprint",()=>{folded=all("details:not([open])");for(const one of folded)one.open=true});
addEventListener("afterprint",()=>{for(const one of folded)one.open=false});
})();`.replaceAll("\n", "");
