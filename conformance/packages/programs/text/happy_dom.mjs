import { Window } from 'happy-dom';

const window = new Window({ url: 'http://a.example' });
const { document } = window;
document.body.innerHTML = '<ul><li class="a">1</li><li>2</li></ul>';
document.querySelector('li').addEventListener('click', (event) => console.log(event.type, event.target.className));
document.querySelector('li').click();
console.log(document.querySelectorAll('li').length, document.body.innerHTML, window.location.host);
await window.happyDOM.close();
